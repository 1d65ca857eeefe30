"""What one would pick instead of our matcher: rapidfuzz over the same phrases, TF-IDF with LinearSVC."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.svm import LinearSVC

from intents.match.text import fold

Best = Callable[[str], str]
"""From a question to the best label."""


def rapidfuzz_wratio(pairs: Sequence[tuple[str, str]]) -> Best:
    """`process.extractOne` with `WRatio` over the folded phrases."""
    return _extract(pairs, fuzz.WRatio)


def rapidfuzz_token_set(pairs: Sequence[tuple[str, str]]) -> Best:
    """`process.extractOne` with `token_set_ratio` over the folded phrases."""
    return _extract(pairs, fuzz.token_set_ratio)


def linear_svc(pairs: Sequence[tuple[str, str]]) -> Best:
    """TF-IDF of words, word pairs and character n-grams, all folded, with LinearSVC."""
    words = TfidfVectorizer(
        tokenizer=str.split, token_pattern=None, preprocessor=fold, ngram_range=(1, 2), sublinear_tf=True
    )
    letters = TfidfVectorizer(preprocessor=fold, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    pipeline: Pipeline = make_pipeline(make_union(words, letters), LinearSVC(dual=True, random_state=0))
    pipeline.fit([phrase for phrase, _ in pairs], [label for _, label in pairs])
    return lambda question: str(pipeline.predict([question])[0])


def _extract(pairs: Sequence[tuple[str, str]], scorer: Callable[..., float]) -> Best:
    texts = [fold(phrase) for phrase, _ in pairs]

    def best(question: str) -> str:
        found = process.extractOne(fold(question), texts, scorer=scorer)
        return pairs[found[2]][1] if found else ""

    return best
