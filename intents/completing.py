"""What somebody who is still typing may mean: articles for the first letters of a question."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from intents.content.model import Article
from intents.match.decision import Decision
from intents.match.text import tokens
from intents.responder import Responder

ABOUT_US = "tro-ly"
"""The topic of greetings and of the assistant itself: nobody sends those on."""
TITLE, NAME, QUESTION = 3.0, 2.0, 1.0
"""How much it counts that the letters begin words of an article's title, of a name, of a question."""
LETTERS_TO_GUESS = 3
"""From how many letters on articles are offered that only resemble what is typed."""


class Completer:
    """Finds articles by the beginnings of words, and by what the matcher makes of them. Built for one content."""

    def __init__(self, responder: Responder) -> None:
        self.responder = responder
        self._titles: dict[str, list[str]] = {}
        """The folded words of each title."""
        self._phrases: list[tuple[str, float]] = []
        """Article and weight of each phrase."""
        self._in_phrases: dict[str, set[int]] = defaultdict(set)
        for article in responder.content.articles.values():
            if article.topic == ABOUT_US:
                continue
            self._titles[article.id] = _words(article.title)
            for phrase, weight in _phrases(article):
                for word in set(_words(phrase)):
                    self._in_phrases[word].add(len(self._phrases))
                self._phrases.append((article.id, weight))
        self._vocabulary = sorted(self._in_phrases)

    def complete(self, typed: str, most: int) -> list[str]:
        """Ids of the articles that may be meant, best first, at most so many; none when nothing fits."""
        words = _words(typed)
        if not words:
            return []
        begun = self._begun(words, typed)
        titled = [one for one in begun if self._titles[one] == words]
        meant = self._meant(typed, guess=not begun and len("".join(words)) >= LETTERS_TO_GUESS)
        whole_words = words[-1] in self._in_phrases
        found = [*titled, *meant, *begun] if whole_words else [*titled, *begun, *meant]
        return list(dict.fromkeys(found))[:most]

    def _meant(self, typed: str, *, guess: bool) -> list[str]:
        """What the matcher makes of it: of articles that only resemble it nothing, unless a guess is wanted."""
        match = self.responder.matcher.match(typed)
        if match.decision is Decision.FALLBACK and not guess:
            return []
        offered = match.articles[:1] if match.decision is Decision.ANSWER else match.articles
        return [article for article in offered if article in self._titles]

    def suggested(self) -> list[str]:
        """The articles that answer the suggested questions, in their order."""
        matches = (self.responder.matcher.match(one.text) for one in self.responder.content.suggestions)
        return list(dict.fromkeys(match.articles[0] for match in matches if match.articles))

    def _begun(self, words: list[str], typed: str) -> list[str]:
        """Articles with a phrase of which each typed word begins a word: titles before names before questions, and
        among those what the matcher ranks highest. One or two letters begin something in every question, so for them
        titles and names are enough."""
        weights: dict[str, float] = {}
        for hit in set.intersection(*(self._phrases_with(word) for word in words)):
            article, weight = self._phrases[hit]
            weights[article] = max(weights.get(article, 0.0), weight)
        if len(words[-1]) < LETTERS_TO_GUESS and max(weights.values(), default=QUESTION) > QUESTION:
            weights = {article: weight for article, weight in weights.items() if weight > QUESTION}
        ranked = {label: place for place, (label, _) in enumerate(self.responder.matcher.rank(typed))}
        return sorted(weights, key=lambda article: (-weights[article], ranked.get(article, len(ranked)), article))

    def _phrases_with(self, beginning: str) -> set[int]:
        first = bisect_left(self._vocabulary, beginning)
        last = bisect_left(self._vocabulary, beginning + "\uffff")
        return set[int]().union(*(self._in_phrases[word] for word in self._vocabulary[first:last]))


def _phrases(article: Article) -> Iterable[tuple[str, float]]:
    yield article.title, TITLE
    yield from ((name, NAME) for name in article.names)
    yield from ((question.text, QUESTION) for question in article.questions)


def _words(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]
