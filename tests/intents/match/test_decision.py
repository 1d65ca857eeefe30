"""Answer, choose or fall back: by the probability that the best is right and its lead over the runner-up."""

from intents.match.decision import Decision, Thresholds, decide
from intents.match.ranking import Ranked, Ranking

THRESHOLDS = Thresholds(min_score=0.15, answer_score=0.8, min_lead=0.05, max_choices=3)
WORDS = 8


def ranking(*scores: float, outside: float | None = -1.0, words: int = WORDS, trust: float = 1.0) -> Ranking:
    """Labels bai-1, bai-2 … with these scores, all as like their phrases as can be expected."""
    labels = tuple(
        Ranked(f"bai-{number}", score, score - 0.4, 0.2, None) for number, score in enumerate(scores, start=1)
    )
    return Ranking(labels, outside, words, trust)


def test_a_high_score_with_a_clear_lead_is_answered() -> None:
    decided = decide(ranking(1.2, 0.2, 0.1), THRESHOLDS)
    assert (decided.decision, decided.articles[0]) == (Decision.ANSWER, "bai-1")


def test_two_that_are_close_are_offered() -> None:
    decided = decide(ranking(0.8, 0.78, -0.9), THRESHOLDS)
    assert (decided.decision, decided.articles) == (Decision.CHOOSE, ("bai-1", "bai-2"))


def test_never_more_are_offered_than_configured() -> None:
    assert len(decide(ranking(0.8, 0.79, 0.78, 0.77, 0.76), THRESHOLDS).articles) == 3


def test_what_is_far_behind_the_best_is_not_offered() -> None:
    assert decide(ranking(0.8, 0.7, -0.5), THRESHOLDS).articles == ("bai-1", "bai-2")


def test_rivals_make_the_best_less_sure() -> None:
    alone, crowded = decide(ranking(0.6, -0.5), THRESHOLDS), decide(ranking(0.6, 0.5, 0.5, 0.4), THRESHOLDS)
    assert alone.probability > crowded.probability


def test_what_looks_like_nothing_of_ours_falls_back_and_names_nothing() -> None:
    decided = decide(ranking(-0.6, -0.7, outside=0.9), THRESHOLDS)
    assert (decided.decision, decided.articles) == (Decision.FALLBACK, ())


def test_the_more_it_looks_like_what_is_not_ours_the_less_sure_is_the_best() -> None:
    ours, theirs = (decide(ranking(0.4, 0.0, outside=outside), THRESHOLDS).probability for outside in (-1.0, 0.5))
    assert ours > theirs


def test_words_that_had_to_be_mended_make_it_less_sure() -> None:
    sure, mended = (decide(ranking(0.4, 0.0, trust=trust), THRESHOLDS).probability for trust in (1.0, 0.6))
    assert sure > mended


def test_without_a_word_in_common_nothing_is_answered_or_named() -> None:
    unlike = Ranking((Ranked("bai-1", -0.9, -0.9, 0.0, None),), -0.9, WORDS, 1.0)
    decided = decide(unlike, THRESHOLDS)
    assert (decided.decision, decided.articles, decided.probability) == (Decision.FALLBACK, (), 0.0)


def test_without_words_nothing_is_answered() -> None:
    assert decide(ranking(1.0, words=0), THRESHOLDS).decision is Decision.FALLBACK


def test_the_only_article_needs_no_lead() -> None:
    assert decide(ranking(1.2), THRESHOLDS).decision is Decision.ANSWER


def test_where_nothing_is_known_of_what_is_not_ours_the_rest_decides() -> None:
    assert decide(ranking(1.2, 0.0, outside=None), THRESHOLDS).decision is Decision.ANSWER


def test_the_thresholds_themselves_are_enough() -> None:
    probability = decide(ranking(0.3, -0.5), THRESHOLDS).probability
    at = Thresholds(min_score=probability, answer_score=probability)
    above = Thresholds(min_score=probability + 1e-9, answer_score=1.0)
    assert decide(ranking(0.3, -0.5), at).decision is Decision.ANSWER
    assert decide(ranking(0.3, -0.5), above).decision is Decision.FALLBACK
