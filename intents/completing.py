"""What somebody who is still typing may mean: articles for the first letters of a question."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from intents.content.model import Article
from intents.match.decision import Decision
from intents.match.text import tokens
from intents.responder import Responder

TITLE, NAME, QUESTION = 3.0, 2.0, 1.0
"""How much it counts that the letters begin words of an article's title, of a name, of a question."""
LETTERS_TO_GUESS = 3
"""From how many letters on articles are offered that only resemble what is typed."""


class Completer:
    """Finds articles by the beginnings of words, and by what the matcher makes of them. Built for one content."""

    def __init__(self, responder: Responder) -> None:
        self.responder = responder
        self._phrases: list[tuple[str, float]] = []
        """Article and weight of each phrase."""
        self._in_phrases: dict[str, set[int]] = defaultdict(set)
        for article in responder.content.articles.values():
            for phrase, weight in _phrases(article):
                words = {token.folded for token in tokens(phrase)}
                for word in words:
                    self._in_phrases[word].add(len(self._phrases))
                self._phrases.append((article.id, weight + 1 / (1 + len(words))))
        self._vocabulary = sorted(self._in_phrases)

    def complete(self, typed: str, most: int) -> list[str]:
        """Ids of the articles that may be meant, best first, at most so many; none when nothing fits."""
        words = [token.folded for token in tokens(typed)]
        if not words:
            return []
        match, begun = self.responder.matcher.match(typed), self._begun(words)
        titled = [one for one in begun if [token.folded for token in tokens(self._title(one))] == words]
        if match.decision is Decision.ANSWER:
            found = [*titled, match.articles[0], *begun]
        elif match.decision is Decision.CHOOSE:
            found = [*titled, *begun, *match.articles]
        else:
            guess = not begun and len("".join(words)) >= LETTERS_TO_GUESS
            found = [*begun, *(match.articles if guess else ())]
        return list(dict.fromkeys(found))[:most]

    def suggested(self) -> list[str]:
        """The articles that answer the suggested questions, in their order."""
        matches = (self.responder.matcher.match(one.text) for one in self.responder.content.suggestions)
        return list(dict.fromkeys(match.articles[0] for match in matches if match.articles))

    def _title(self, article: str) -> str:
        return self.responder.content.articles[article].title

    def _begun(self, words: list[str]) -> list[str]:
        """Articles with a phrase of which each typed word begins a word; titles before names before questions."""
        hits = set.intersection(*(self._phrases_with(word) for word in words))
        scores: dict[str, float] = {}
        for hit in hits:
            article, score = self._phrases[hit]
            scores[article] = max(scores.get(article, 0.0), score)
        return sorted(scores, key=lambda article: (-scores[article], article))

    def _phrases_with(self, beginning: str) -> set[int]:
        first = bisect_left(self._vocabulary, beginning)
        last = bisect_left(self._vocabulary, beginning + "\uffff")
        return set[int]().union(*(self._in_phrases[word] for word in self._vocabulary[first:last]))


def _phrases(article: Article) -> Iterable[tuple[str, float]]:
    yield article.title, TITLE
    yield from ((name, NAME) for name in article.names)
    yield from ((question.text, QUESTION) for question in article.questions)
