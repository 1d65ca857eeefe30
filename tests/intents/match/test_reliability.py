"""Whether probabilities can be believed, and what thresholds on them give."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.reliability import Scored, curve, reliability

SCORED = st.lists(
    st.builds(Scored, score=st.floats(0, 1), right=st.booleans(), in_scope=st.booleans()).map(
        lambda one: Scored(one.score, one.right and one.in_scope, one.in_scope)
    )
)


def test_a_bin_compares_what_was_said_with_what_was_right() -> None:
    (low, high) = reliability([Scored(0.1, False, True), Scored(0.94, True, True), Scored(0.96, False, False)])
    assert (low.count, low.right) == (1, 0.0)
    assert (high.count, high.right) == (2, 0.5)
    assert high.said == pytest.approx(0.95)


def test_certainty_belongs_to_the_last_bin() -> None:
    (one,) = reliability([Scored(1.0, True, True)])
    assert (one.low, one.high) == (0.9, 1.0)


def test_a_threshold_gives_coverage_and_precision() -> None:
    scored = [
        Scored(0.99, True, True),
        Scored(0.86, False, True),
        Scored(0.2, True, True),
        Scored(0.1, False, True),
        Scored(0.9, False, False),
        Scored(0.1, False, False),
    ]
    at = {one.threshold: one for one in curve(scored)}
    assert (at[0.8].coverage, at[0.8].wrong) == (0.5, 0.25)
    assert at[0.8].precision == pytest.approx(1 / 3)
    assert (at[0.8].out_of_scope_answered, at[0.95].out_of_scope_answered) == (0.5, 0.0)
    assert (at[0.98].coverage, at[0.98].precision) == (0.25, 1.0)


def test_nothing_asked_gives_no_bin_and_an_empty_curve() -> None:
    assert list(reliability([])) == []
    assert all((one.coverage, one.precision) == (0.0, 1.0) for one in curve([]))


@given(scored=SCORED)
def test_the_bins_hold_every_question_once(scored: list[Scored]) -> None:
    assert sum(one.count for one in reliability(scored)) == len(scored)


@given(scored=SCORED)
def test_a_higher_threshold_never_answers_more(scored: list[Scored]) -> None:
    points = list(curve(scored))
    for lower, higher in pairwise(points):
        assert higher.coverage <= lower.coverage
        assert higher.wrong <= lower.wrong
        assert higher.out_of_scope_answered <= lower.out_of_scope_answered
