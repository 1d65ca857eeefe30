"""Does each phrase find its article when the matcher has never seen it? The content's own measure of itself.

Phrases are left out in groups: one index is built for each group without the phrases in it. A phrase and its
near-twins (the same words but one) always stand in one group, since a twin left in would give the answer away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.content.model import Content, Phrase
from intents.match.decision import Thresholds
from intents.match.evaluation import Verdict, judge
from intents.match.matcher import Match, Matcher
from intents.match.text import tokens

GROUPS = 6
"""How many models are fitted: enough that each has seen most phrases, few enough for a test."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A phrase and what was made of it unseen."""

    article: str
    phrase: Phrase
    match: Match
    verdict: Verdict

    @property
    def found(self) -> bool:
        """Whether its article was answered or offered."""
        return self.verdict in (Verdict.RIGHT, Verdict.OFFERED)


def leave_out(content: Content, thresholds: Thresholds) -> list[LeftOut]:
    """Every question phrase of the content, matched by an index that knows neither it nor its near-twins; in the
    order of the articles."""
    results: dict[tuple[str, str], LeftOut] = {}
    for group in _groups(content):
        unseen = frozenset((article, phrase.text) for article, phrase in group)
        matcher = Matcher.from_content(content, thresholds, without=unseen)
        for article, phrase in group:
            match = matcher.match(phrase.text)
            results[article, phrase.text] = LeftOut(article, phrase, match, judge((article,), match))
    return [results[article.id, phrase.text] for article in content.articles.values() for phrase in article.questions]


def _groups(content: Content) -> Iterator[Sequence[tuple[str, Phrase]]]:
    """The phrases in at most `GROUPS` groups, twins together; deterministic."""
    phrases = [(article.id, phrase) for article in content.articles.values() for phrase in article.questions]
    parents = list(range(len(phrases)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    first_with: dict[tuple[str, ...], int] = {}
    for number, (_, phrase) in enumerate(phrases):
        words = tuple(word.folded for word in tokens(phrase.text))
        for shape in {words, *((*words[:at], "*", *words[at + 1 :]) for at in range(len(words)))}:
            parents[root(number)] = root(first_with.setdefault(shape, number))
    families: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(phrases)):
        families[root(number)].append(number)
    groups: list[list[tuple[str, Phrase]]] = [[] for _ in range(min(GROUPS, len(families)))]
    for at, family in enumerate(families.values()):
        groups[at % len(groups)].extend(phrases[number] for number in family)
    yield from groups
