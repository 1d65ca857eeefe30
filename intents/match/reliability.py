"""Whether the probability of a match can be believed, and what each threshold on it would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BINS = 10
THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Scored:
    """The probability that was given to the first article of a question, and whether that article is right."""

    score: float
    right: bool
    in_scope: bool
    """Whether some article answers the question; without one the first is never right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose probability lies between two bounds."""

    low: float
    high: float
    count: int
    said: float
    """Their mean probability."""
    right: float
    """Share of them that was right: near `said` where the probability can be believed."""


@dataclass(frozen=True, slots=True)
class Point:
    """What answering everything from a threshold on would give."""

    threshold: float
    coverage: float
    """Share of the questions in scope that would be answered."""
    precision: float
    """Share of all answers that would be right; 1 where nothing would be answered."""
    wrong: float
    """Share of the questions in scope that would be answered wrongly."""
    out_of_scope_answered: float


def reliability(scored: Sequence[Scored]) -> Iterator[Bin]:
    """The bins of equal width that have questions, lowest first."""
    for number in range(BINS):
        there = [one for one in scored if min(int(one.score * BINS), BINS - 1) == number]
        if there:
            said = sum(one.score for one in there) / len(there)
            right = sum(one.right for one in there) / len(there)
            yield Bin(number / BINS, (number + 1) / BINS, len(there), said, right)


def curve(scored: Sequence[Scored]) -> Iterator[Point]:
    """A point for each of `THRESHOLDS`."""
    inside = [one for one in scored if one.in_scope]
    outside = [one for one in scored if not one.in_scope]
    for threshold in THRESHOLDS:
        answered = [one for one in scored if one.score >= threshold]
        ours = [one for one in answered if one.in_scope]
        yield Point(
            threshold,
            coverage=_share(len(ours), len(inside)),
            precision=_share(sum(one.right for one in answered), len(answered), empty=1.0),
            wrong=_share(sum(not one.right for one in ours), len(inside)),
            out_of_scope_answered=_share(len(answered) - len(ours), len(outside)),
        )


def _share(part: int, whole: int, empty: float = 0.0) -> float:
    return part / whole if whole else empty
