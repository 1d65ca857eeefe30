"""Answer, choose or fall back: by a minimum score and a minimum lead."""

from intents.match.decision import Decision, Thresholds, decide
from intents.match.index import Scored

THRESHOLDS = Thresholds(min_score=0.3, answer_score=0.7, min_lead=0.2, max_choices=3)
WORDS = 6
SURE, LIKELY, UNLIKELY = 0.6, 0.15, 0.09
"""Scores of the best that, with a clear lead, are answered, offered, and neither."""


def ranking(*scores: float) -> list[Scored]:
    return [Scored(f"bai-{number}", score, None) for number, score in enumerate(scores, start=1)]


def test_a_high_score_with_a_clear_lead_is_answered() -> None:
    decided = decide(ranking(0.6, 0.3, 0.1), WORDS, THRESHOLDS)
    assert (decided.decision, decided.articles[0]) == (Decision.ANSWER, "bai-1")


def test_two_that_are_close_are_offered() -> None:
    decided = decide(ranking(0.6, 0.55, 0.1), WORDS, THRESHOLDS)
    assert (decided.decision, decided.articles) == (Decision.CHOOSE, ("bai-1", "bai-2"))


def test_never_more_are_offered_than_configured() -> None:
    assert len(decide(ranking(0.6, 0.59, 0.58, 0.57, 0.56), WORDS, THRESHOLDS).articles) == 3


def test_what_is_only_likely_is_offered_however_clear_the_lead() -> None:
    decided = decide(ranking(LIKELY, 0.0), WORDS, THRESHOLDS)
    assert (decided.decision, decided.articles) == (Decision.CHOOSE, ("bai-1",))


def test_what_is_unlikely_falls_back_however_clear_the_lead() -> None:
    decided = decide(ranking(UNLIKELY, 0.0), WORDS, THRESHOLDS)
    assert (decided.decision, decided.articles) == (Decision.FALLBACK, ("bai-1",))


def test_what_has_next_to_nothing_in_common_is_not_even_named() -> None:
    decided = decide(ranking(0.005, 0.004), WORDS, THRESHOLDS)
    assert (decided.decision, decided.articles) == (Decision.FALLBACK, ())


def test_the_same_score_is_worth_more_in_a_longer_message() -> None:
    short, long = (decide(ranking(LIKELY, 0.0), words, THRESHOLDS).probability for words in (2, 40))
    assert short < long


def test_no_score_at_all_names_no_article() -> None:
    decided = decide(ranking(0.0, 0.0), WORDS, THRESHOLDS)
    assert (decided.decision, decided.articles, decided.probability) == (Decision.FALLBACK, (), 0.0)


def test_the_only_article_needs_no_lead() -> None:
    assert decide(ranking(0.6), WORDS, THRESHOLDS).decision is Decision.ANSWER


def test_the_thresholds_themselves_are_enough() -> None:
    probability = decide(ranking(LIKELY), WORDS, THRESHOLDS).probability
    at = Thresholds(min_score=probability, answer_score=probability)
    above = Thresholds(min_score=probability + 1e-9, answer_score=1.0)
    assert decide(ranking(LIKELY), WORDS, at).decision is Decision.ANSWER
    assert decide(ranking(LIKELY), WORDS, above).decision is Decision.FALLBACK


def test_the_probability_rises_with_score_and_lead() -> None:
    low, high, clear = (
        decide(ranking(*one), WORDS, THRESHOLDS).probability for one in ((0.3, 0.2), (0.6, 0.4), (0.6, 0.1))
    )
    assert 0 < low < high < clear < 1
