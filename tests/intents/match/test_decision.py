"""Answer, choose or fall back: by the probability that the best is right and its lead over the runner-up."""

import math

import pytest

from intents.match.calibration import Calibration, Calibrations, fitted_calibrations
from intents.match.decision import Decision, Thresholds, decide
from intents.match.ranking import SIGNALS, Ranked, Ranking

THRESHOLDS = Thresholds(min_score=0.15, answer_score=0.8, min_lead=0.05, max_choices=3)
_SCORE = Calibration(0.0, tuple(4.0 if name == "score" else 0.0 for name in SIGNALS))
SCORE_ALONE = Calibrations(_SCORE, _SCORE)
"""Calibrations under which only the score of the best counts."""


def ranking(*scores: float) -> Ranking:
    """Labels bai-1, bai-2 … with these scores."""
    labels = tuple(Ranked(f"bai-{number}", score, score, 0.0) for number, score in enumerate(scores, start=1))
    return Ranking(labels, tuple(scores[0] if name == "score" else 0.0 for name in SIGNALS))


def test_what_is_likely_right_with_a_clear_lead_is_answered() -> None:
    decided = decide(ranking(1.0, 0.2), THRESHOLDS, SCORE_ALONE)
    assert (decided.decision, decided.articles[0]) == (Decision.ANSWER, "bai-1")


def test_two_that_are_close_are_offered() -> None:
    decided = decide(ranking(1.0, 0.98, -0.9), THRESHOLDS, SCORE_ALONE)
    assert (decided.decision, decided.articles) == (Decision.CHOOSE, ("bai-1", "bai-2"))


def test_what_is_only_perhaps_right_is_offered() -> None:
    assert decide(ranking(0.1, -0.5), THRESHOLDS, SCORE_ALONE).decision is Decision.CHOOSE


def test_never_more_are_offered_than_configured() -> None:
    assert len(decide(ranking(0.3, 0.29, 0.28, 0.27, 0.26), THRESHOLDS, SCORE_ALONE).articles) == 3


def test_what_is_far_behind_the_best_is_not_offered() -> None:
    assert decide(ranking(0.3, 0.2, -1.5), THRESHOLDS, SCORE_ALONE).articles == ("bai-1", "bai-2")


def test_what_is_hardly_right_falls_back_and_names_the_nearest() -> None:
    decided = decide(ranking(-0.5, -0.6), THRESHOLDS, SCORE_ALONE)
    assert (decided.decision, decided.articles) == (Decision.FALLBACK, ("bai-1", "bai-2"))


def test_what_looks_like_nothing_of_ours_names_nothing() -> None:
    decided = decide(ranking(-2.0, -2.1), THRESHOLDS, SCORE_ALONE)
    assert (decided.decision, decided.articles) == (Decision.FALLBACK, ())


def test_without_a_known_word_nothing_is_answered_or_named() -> None:
    unlike = Ranking((Ranked("bai-1", 0.9, 0.9, 0.0),), ())
    decided = decide(unlike, THRESHOLDS, SCORE_ALONE)
    assert (decided.decision, decided.articles, decided.probability) == (Decision.FALLBACK, (), 0.0)


def test_the_only_article_needs_no_lead() -> None:
    assert decide(ranking(1.0), THRESHOLDS, SCORE_ALONE).decision is Decision.ANSWER


def test_the_thresholds_themselves_are_enough() -> None:
    probability = decide(ranking(0.3, -0.5), THRESHOLDS, SCORE_ALONE).probability
    at = Thresholds(min_score=probability, answer_score=probability)
    above = Thresholds(min_score=probability + 1e-9, answer_score=1.0)
    assert decide(ranking(0.3, -0.5), at, SCORE_ALONE).decision is Decision.ANSWER
    assert decide(ranking(0.3, -0.5), above, SCORE_ALONE).decision is Decision.FALLBACK


def test_the_probability_is_the_logistic_of_the_weighted_signals() -> None:
    calibration = Calibration(0.5, tuple(1.0 if name in ("score", "lead") else 0.0 for name in SIGNALS))
    signals = tuple({"score": 0.25, "lead": -0.75}.get(name, 9.0) for name in SIGNALS)
    assert calibration.probability(signals) == pytest.approx(1 / (1 + math.exp(0.0)))


def test_no_signals_mean_no_probability() -> None:
    assert _SCORE.probability(()) == 0.0


def test_the_stored_calibration_has_a_weight_for_every_signal() -> None:
    calibrations = fitted_calibrations()
    assert [len(one.weights) for one in (calibrations.first, calibrations.among)] == [len(SIGNALS)] * 2
