"""Words that were left without their accents, told by the words of the content itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from intents.content.facts import texts
from intents.content.model import Article, Content
from intents.match.text import tokens

MIN_SEEN = 3
"""How often the answers must write a word with accents before the bare one is taken for a slip."""

_FACT = re.compile(r"\{\{.*?\}\}")


class Accents:
    """How the answers spell each word."""

    def __init__(self, content: Content) -> None:
        self._spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for article in content.articles.values():
            for text in _curated(article):
                for word in tokens(text):
                    self._spelt[word.folded][word.accented] += 1

    def missing(self, text: str) -> list[str]:
        """The words of a text that bear no accent while the answers write them only with one; itself not counted."""
        own = Counter(word.accented for word in tokens(text))
        return [word.surface for word in tokens(text) if word.bare and self._slipped(word.folded, own[word.accented])]

    def _slipped(self, folded: str, own: int) -> bool:
        spelt = self._spelt[folded]
        accented = sum(count for form, count in spelt.items() if form != folded)
        return len(folded) > 1 and folded.isalpha() and spelt[folded] <= own and accented >= MIN_SEEN


def _curated(article: Article) -> Iterator[str]:
    """What staff wrote to be read: not the questions, which are as people ask."""
    yield article.title
    yield from article.names
    yield from (_FACT.sub(" ", text) for text, _ in texts(article))
