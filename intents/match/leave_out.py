"""What would be made of each phrase had the matcher never seen it? The content's own measure of itself.

Phrases, those out of scope among them, are left out in groups: one model is fitted for each group without the phrases
in it. A phrase and its near-twins (the same words but one) always stand in one group, since a twin left in would give
the answer away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.content.model import Content, Phrase
from intents.match.decision import Thresholds
from intents.match.evaluation import Verdict, judge
from intents.match.example import OUTSIDE
from intents.match.matcher import Match, Matcher
from intents.match.text import tokens

GROUPS = 6
"""How many models are fitted: enough that each has seen most phrases, few enough for a test."""

Labelled = tuple[str, Phrase]
"""An article's id, or `OUTSIDE`, with a phrase of it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A phrase and what was made of it unseen."""

    article: str
    phrase: Phrase
    match: Match
    verdict: Verdict

    @property
    def found(self) -> bool:
        """Whether its article was answered or offered; for what is out of scope, whether nothing was answered."""
        return self.verdict in (Verdict.RIGHT, Verdict.OFFERED)


def leave_out(content: Content, thresholds: Thresholds) -> list[LeftOut]:
    """Every phrase of the content, matched by a model that knows neither it nor its near-twins; in the order of the
    articles, what is out of scope last."""
    results: dict[tuple[str, str], LeftOut] = {}
    for matcher, group in unseen(content, thresholds):
        for label, phrase in group:
            match = matcher.match(phrase.text)
            accept = () if label == OUTSIDE else (label,)
            results[label, phrase.text] = LeftOut(label, phrase, match, judge(accept, match))
    return [results[label, phrase.text] for label, phrase in _all(content)]


def unseen(content: Content, thresholds: Thresholds) -> Iterator[tuple[Matcher, Sequence[Labelled]]]:
    """For each group of phrases a matcher that has not seen them."""
    for group in _groups(_all(content)):
        without = frozenset((label, phrase.text) for label, phrase in group)
        yield Matcher.from_content(content, thresholds, without=without), group


def _all(content: Content) -> list[Labelled]:
    known = [(article.id, phrase) for article in content.articles.values() for phrase in article.questions]
    return [*known, *((OUTSIDE, phrase) for phrase in content.out_of_scope)]


def _groups(phrases: Sequence[Labelled]) -> Iterator[Sequence[Labelled]]:
    """The phrases in at most `GROUPS` groups, twins together; deterministic."""
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
    groups: list[list[Labelled]] = [[] for _ in range(min(GROUPS, len(families)))]
    for at, family in enumerate(families.values()):
        groups[at % len(groups)].extend(phrases[number] for number in family)
    yield from groups
