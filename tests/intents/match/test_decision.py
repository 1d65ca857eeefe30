"""Answer, choose or fall back: by a minimum score and a minimum lead."""

import pytest

from intents.match.decision import Decision, Thresholds, decide
from intents.match.index import Scored

THRESHOLDS = Thresholds(min_score=0.3, min_lead=0.2, max_choices=3)


def ranking(*scores: float) -> list[Scored]:
    return [Scored(f"bai-{number}", score, None) for number, score in enumerate(scores, start=1)]


def test_a_high_score_with_a_clear_lead_is_answered() -> None:
    decided = decide(ranking(0.6, 0.3, 0.1), THRESHOLDS)
    assert (decided.decision, decided.articles[0]) == (Decision.ANSWER, "bai-1")


def test_two_that_are_close_are_offered() -> None:
    decided = decide(ranking(0.6, 0.55, 0.1), THRESHOLDS)
    assert (decided.decision, decided.articles) == (Decision.CHOOSE, ("bai-1", "bai-2"))


def test_never_more_are_offered_than_configured() -> None:
    assert len(decide(ranking(0.6, 0.59, 0.58, 0.57, 0.56), THRESHOLDS).articles) == 3


def test_a_low_score_falls_back_however_clear_the_lead() -> None:
    decided = decide(ranking(0.29, 0.0), THRESHOLDS)
    assert (decided.decision, decided.articles) == (Decision.FALLBACK, ("bai-1",))


def test_no_score_at_all_names_no_article() -> None:
    decided = decide(ranking(0.0, 0.0), THRESHOLDS)
    assert (decided.decision, decided.articles, decided.probability) == (Decision.FALLBACK, (), 0.0)


def test_the_only_article_needs_no_lead() -> None:
    assert decide(ranking(0.6), THRESHOLDS).decision is Decision.ANSWER


@pytest.mark.parametrize(("score", "decision"), [(0.3, Decision.ANSWER), (0.2999, Decision.FALLBACK)])
def test_the_minimum_score_itself_is_enough(score: float, decision: Decision) -> None:
    assert decide(ranking(score), THRESHOLDS).decision is decision


def test_the_probability_rises_with_score_and_lead() -> None:
    low, high, clear = (decide(ranking(*one), THRESHOLDS).probability for one in ((0.3, 0.2), (0.6, 0.4), (0.6, 0.1)))
    assert 0 < low < high < clear < 1
