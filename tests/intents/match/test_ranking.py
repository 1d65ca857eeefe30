"""The order of the labels, and the signals of how sure it is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.example import OUTSIDE, Example
from intents.match.ranking import SIGNALS, Ranker
from tests.intents.match.modelling import fitted_to, understood


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker(fitted_to())


def test_the_best_label_stands_first_with_its_lead(ranker: Ranker) -> None:
    ranking = ranker.rank(understood("mất chữ ký số"))
    assert [one.label for one in ranking.labels] == ["ky-so", "can-cuoc"]
    assert ranking.lead == pytest.approx(ranking.labels[0].score - ranking.labels[1].score)


def test_what_is_not_ours_is_never_a_label(ranker: Ranker) -> None:
    text = understood("giá vàng hôm nay")
    assert OUTSIDE not in {one.label for one in ranker.rank(text).labels}
    assert OUTSIDE not in {label for label, _ in ranker.all(text)}


def test_what_is_not_ours_is_told_by_the_signals(ranker: Ranker) -> None:
    over = SIGNALS.index("over_outside")
    assert ranker.rank(understood("giá vàng hôm nay")).signals[over] < 0
    assert ranker.rank(understood("đổi căn cước hết hạn")).signals[over] > 0


def test_ties_are_broken_by_label() -> None:
    model = fitted_to([Example("b", "căn cước"), Example("a", "chữ ký")])
    model.weights[:] = 0
    model.bias[:] = 0
    ranker = Ranker(model)
    assert [label for label, _ in ranker.all(understood("xyz"))] == ["a", "b"]
    assert [one.label for one in ranker.rank(understood("xyz")).labels] == ["a", "b"]


def test_a_question_without_a_known_word_has_no_signals(ranker: Ranker) -> None:
    assert ranker.rank(understood("xyz qqq")).signals == ()
    assert ranker.rank(understood("")).signals == ()


def test_a_word_that_the_label_lacks_lowers_the_coverage(ranker: Ranker) -> None:
    coverage = SIGNALS.index("coverage")
    whole, part = (ranker.rank(understood(text)).signals[coverage] for text in ("chữ ký số", "chữ ký số vàng"))
    assert part < whole == pytest.approx(1.0)


def test_a_single_label_leads_without_end() -> None:
    ranking = Ranker(fitted_to([Example("a", "căn cước")])).rank(understood("căn cước"))
    assert ranking.lead == math.inf


@given(
    words=st.lists(st.sampled_from(["căn", "cước", "chữ", "ký", "số", "giá", "vàng", "xyz", "mất", "7"]), max_size=9)
)
def test_any_question_has_every_signal_as_a_finite_number_or_none(ranker: Ranker, words: list[str]) -> None:
    ranking = ranker.rank(understood(" ".join(words)))
    assert len(ranking.signals) in (0, len(SIGNALS))
    assert all(math.isfinite(one) for one in ranking.signals)
    assert [one.score for one in ranking.labels] == sorted((one.score for one in ranking.labels), reverse=True)
