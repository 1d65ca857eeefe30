"""Fits `calibration.toml`: `make calibrate`.

Every phrase of the content, those out of scope among them, is ranked by a model that has not seen it, plain and as
hurried people write; the coefficients are those of the logistic regression of "the first label is right" over the
signals. It prints the reliability table and the curve of coverage and precision, and the threshold that the cost of a
wrong answer asks for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from intents.content.loader import load_or_raise
from intents.content.model import Content
from intents.match.calibration import FILE, Calibration, Calibrations
from intents.match.decision import Thresholds
from intents.match.example import OUTSIDE
from intents.match.leave_out import unseen
from intents.match.noise import Hurried
from intents.match.ranking import SIGNALS

OUTSIDE_SHARE = 0.25
"""Which share of the questions is taken to be out of scope, whatever their number in the content."""
MOST_WRONG = 0.035
"""Somewhat less than twice what is allowed of wrong answers to real questions. Phrases left out are harder than those:
the content keeps none that resembles another, and of texts written afterwards by others half as many went wrong."""
RIDGE = 1.0
STEPS = 25

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One unseen phrase as written, with what came of it."""

    label: str
    best: tuple[str, ...]
    """The four best labels."""
    signals: tuple[float, ...]
    plain: bool
    """Whether it is written as it stands in the content, with accents and without slips."""

    @property
    def right(self) -> bool:
        """Whether the best label is the phrase's own; never for what is out of scope."""
        return self.label == self.best[0]

    @property
    def among(self) -> bool:
        """Whether the phrase's own label is among the four best."""
        return self.label in self.best


def cases(content: Content) -> Iterator[Case]:
    """Every phrase in each way of writing, ranked unseen; those without a known word left out."""
    hurried = Hurried(content.lexicon)
    for matcher, group in unseen(content, Thresholds()):
        for label, phrase in group:
            for write in (str, hurried.bare, hurried.short, hurried.slipped):
                best, signals = matcher.signals(write(phrase.text))
                if signals:
                    yield Case(label, best, signals, write is str)


def fit(seen: Sequence[Case], came_true: Sequence[bool]) -> Calibration:
    """The coefficients by which the signals of these cases tell what came true, by Newton's method with a small
    ridge."""
    signals = np.array([one.signals for one in seen])
    right = np.array(came_true, float)
    weight = weights(seen)
    mean, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    rows = np.column_stack([(signals - mean) / spread, np.ones(len(seen))])
    found = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[-1] = 0.0
    for _ in range(STEPS):
        probability = 1.0 / (1.0 + np.exp(-rows @ found))
        slope = rows.T @ (weight * (probability - right)) + ridge * found
        curve = (rows * (weight * probability * (1 - probability))[:, None]).T @ rows + np.diag(ridge + 1e-9)
        found -= np.linalg.solve(curve, slope)
    coefficients = found[:-1] / spread
    return Calibration(
        round(float(found[-1] - coefficients @ mean), 5), tuple(round(float(one), 5) for one in coefficients)
    )


def weights(seen: Sequence[Case]) -> Numbers:
    """How much each case counts, so that `OUTSIDE_SHARE` of all are out of scope."""
    outside = np.array([one.label == OUTSIDE for one in seen])
    inside = int((~outside).sum())
    each = inside * OUTSIDE_SHARE / (1 - OUTSIDE_SHARE) / max(int(outside.sum()), 1)
    return np.where(outside, each, 1.0)


def report(seen: Sequence[Case], calibration: Calibration) -> Iterator[str]:
    """The reliability table, and what each threshold gives, for all cases and for those written plainly."""
    probability = np.array([calibration.probability(one.signals) for one in seen])
    right = np.array([one.right for one in seen])
    outside = np.array([one.label == OUTSIDE for one in seen])
    plain = np.array([one.plain for one in seen])
    weight = weights(seen)
    yield f"{len(seen)} cases; best label right in {right[~outside].mean():.1%} of those in scope"
    yield "probability said      cases   really right"
    for low in np.arange(0.0, 1.0, 0.1):
        there = (probability >= low) & (probability < low + 0.1 + 1e-9)
        if there.any():
            share = (right[there] * weight[there]).sum() / weight[there].sum()
            yield f"  {low:.1f} to {low + 0.1:.1f}  {int(there.sum()):10}   {share:12.1%}"
    lowest = threshold(seen, calibration)
    yield f"lowest threshold that keeps both within {MOST_WRONG:.1%}, written plainly: {lowest}"
    for name, some in (("all", np.ones(len(seen), bool)), ("written plainly", plain)):
        yield f"answered from   right   wrong   out of scope answered   ({name})"
        inside, out = some & ~outside, some & outside
        for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
            answered = probability >= least
            good, bad = (answered & right)[inside].mean(), (answered & ~right)[inside].mean()
            yield f"  {least:.2f}        {good:6.1%}  {bad:6.1%}  {answered[out].mean():6.1%}"


def threshold(seen: Sequence[Case], calibration: Calibration) -> float:
    """The lowest probability, in steps of 0.05, from which answering at once keeps wrong answers, and answers to what
    is out of scope, within `MOST_WRONG` each."""
    plain = [(calibration.probability(one.signals), one) for one in seen if one.plain]
    inside = sum(one.label != OUTSIDE for _, one in plain)
    for step in range(10, 20):
        answered = [one for probability, one in plain if probability >= step / 20]
        wrong = sum(one.label != OUTSIDE and not one.right for one in answered)
        outside = sum(one.label == OUTSIDE for one in answered)
        if wrong <= MOST_WRONG * inside and outside <= MOST_WRONG * (len(plain) - inside):
            return step / 20
    return 1.0


def write(calibrations: Calibrations, path: Path = FILE) -> None:
    """Writes the coefficients."""
    lines = ["# Written by `make calibrate`."]
    for name, one in (("first", calibrations.first), ("among", calibrations.among)):
        lines += ["", f"[{name}]", f"bias = {one.bias}"]
        lines += [f"{signal} = {weight}" for signal, weight in zip(SIGNALS, one.weights, strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fits, prints, writes."""
    content = load_or_raise(Path(sys.argv[1]))
    neutral = Calibration(0.0, (0.0,) * len(SIGNALS))
    write(Calibrations(neutral, neutral))  # other signals than those in the file would be refused
    seen = list(cases(content))
    first, among = fit(seen, [one.right for one in seen]), fit(seen, [one.among for one in seen])
    print("\n".join(report(seen, first)))
    write(Calibrations(first, among))


if __name__ == "__main__":
    main()
