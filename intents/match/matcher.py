"""The matcher: from a question to the articles that answer it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from intents.content.facets import FACETS
from intents.content.model import Article, Content, Lexicon
from intents.match.decision import Decided, Decision, Thresholds, decide
from intents.match.entities import Entity, EntityFinder
from intents.match.facets import FacetFinder
from intents.match.fitting import fitted
from intents.match.index import Example, Index
from intents.match.ranking import OUTSIDE, Ranked, Ranker, Ranking
from intents.match.repair import Repairer
from intents.match.rewriting import Rewriter
from intents.match.understanding import Reader, Understood

MADE_UP_WEIGHT = 0.3
"""How much a name or a name with facet words counts beside what people really said."""
OUTSIDE_WEIGHT = 3.0
"""How much an out-of-scope question counts: there are far fewer of them than there are things to ask."""
FACET_PHRASES_USED = 2
"""With how many of a facet's phrases each name is combined."""


@dataclass(frozen=True, slots=True)
class Match:
    """What was made of a question."""

    question: str
    decision: Decision
    articles: tuple[str, ...]
    facet: str | None
    """Id of the facet asked for, when the first article has it."""
    entities: tuple[Entity, ...]
    score: float
    """Probability that the first article is the right one, whatever the decision."""
    top: tuple[tuple[str, float], ...] = ()
    """The three best articles with their raw scores, kept with the question for whoever asks why."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A match with its reasons."""

    match: Match
    understood: Understood
    decided: Decided
    best: tuple[Ranked, ...]
    """The four best, each with the phrase most like the question."""
    evidence: tuple[tuple[str, float], ...]
    """What each word or pair of words contributed to the best, most first."""


@dataclass(slots=True)
class Matcher:
    """Compares questions with examples. Built once from content or from pairs, then only read."""

    _ranker: Ranker
    _reader: Reader
    _repairer: Repairer = field(init=False)
    _facets: FacetFinder | None = None
    _articles: dict[str, Article] = field(default_factory=dict)
    _thresholds: Thresholds = field(default_factory=Thresholds)

    def __post_init__(self) -> None:
        self._repairer = Repairer(dict.fromkeys(self._reader.name_words(), 1) | self._ranker.index.vocabulary())

    @classmethod
    def from_examples(cls, pairs: Iterable[tuple[str, str]], lexicon: Lexicon | None = None) -> Matcher:
        """A matcher that learns from `(phrase, label)` pairs alone. Raises `ValueError` when there are none."""
        reader = Reader(Rewriter(lexicon or Lexicon()), EntityFinder({}))
        examples = [Example(label, reader.example_words(phrase), phrase) for phrase, label in pairs]
        if not examples:
            raise ValueError("from_examples needs at least one (phrase, label) pair")
        return cls(Ranker(Index(examples), fitted(examples, None)), reader)

    @classmethod
    def from_content(
        cls,
        content: Content,
        thresholds: Thresholds | None = None,
        *,
        without: Set[tuple[str, str]] = frozenset(),
        models: Path | None = None,
    ) -> Matcher:
        """A matcher over the articles of the content: their questions, titles, and names with the words by which
        each of their facets is asked for; and its out-of-scope questions. The (article id, phrase) pairs in `without`
        are not learnt. The fitted model is kept in the folder `models`, when given, for the next start."""
        rewriter = Rewriter(content.lexicon)
        reader = Reader(rewriter, EntityFinder(content.directories))
        examples = [example for article in content.articles.values() for example in _examples(article, reader, without)]
        outside = [
            Example(OUTSIDE, reader.example_words(phrase.text), phrase.text, OUTSIDE_WEIGHT)
            for phrase in content.out_of_scope
        ]
        return cls(
            Ranker(Index(examples), fitted([*examples, *outside], models)),
            reader,
            FacetFinder(rewriter),
            dict(content.articles),
            thresholds or Thresholds(),
        )

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its score (0…1), best first, ties by label; never empty, deterministic."""
        ranking = self._ranker.rank(self._reader.read(text, self._repairer))
        return [(one.label, _unit(one.score)) for one in ranking.labels]

    def match(self, question: str) -> Match:
        """What to do with a question."""
        understood = self._reader.read(question, self._repairer)
        ranking = self._ranker.rank(understood)
        return self._conclude(question, understood, ranking, decide(ranking, self._thresholds))

    def explain(self, question: str) -> Explanation:
        """The same with its reasons."""
        understood = self._reader.read(question, self._repairer)
        ranking = self._ranker.rank(understood)
        decided = decide(ranking, self._thresholds)
        best = ranking.labels[0].label if ranking.labels else ""
        evidence = self._ranker.index.evidence(understood.features(), best) if best else []
        return Explanation(
            self._conclude(question, understood, ranking, decided),
            understood,
            decided,
            ranking.labels[:4],
            tuple(evidence),
        )

    def asked_of(self, question: str, article_id: str) -> tuple[str | None, tuple[Entity, ...]]:
        """Which facet of that article a question asks for, if any, and the names in it."""
        understood = self._reader.read(question, self._repairer)
        return self._facet_of(understood, article_id), understood.entities

    def _facet_of(self, understood: Understood, article_id: str) -> str | None:
        article = self._articles.get(article_id)
        if article is None or self._facets is None:
            return None
        facet = self._facets.find(understood.folded, article)
        return facet.id if facet else None

    def _conclude(self, question: str, understood: Understood, ranking: Ranking, decided: Decided) -> Match:
        return Match(
            question=question,
            decision=decided.decision,
            articles=decided.articles,
            facet=self._facet_of(understood, decided.articles[0]) if decided.articles else None,
            entities=understood.entities,
            score=decided.probability,
            top=tuple((one.label, round(one.score, 4)) for one in ranking.labels[:3] if one.likeness > 0),
        )


def _unit(score: float) -> float:
    """A score between 0 and 1 that keeps the order."""
    return 1.0 / (1.0 + math.exp(-3.0 * score))


def _examples(article: Article, reader: Reader, without: Set[tuple[str, str]]) -> Iterable[Example]:
    for phrase in article.questions:
        if (article.id, phrase.text) in without:
            continue
        yield Example(article.id, reader.example_words(phrase.text), phrase.text)
    for name in (article.title, *article.names):
        yield Example(article.id, reader.example_words(name), name, MADE_UP_WEIGHT)
    for facet in FACETS:
        if article.section(facet.id) is None:
            continue
        for name in article.names:
            for words in islice(facet.asked_by, FACET_PHRASES_USED):
                text = f"{name} {words}"
                yield Example(article.id, reader.example_words(text), text, MADE_UP_WEIGHT)
