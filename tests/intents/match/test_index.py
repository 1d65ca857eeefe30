"""The ranking: what evidence counts, and what must hold for any examples."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents import Matcher
from intents.match.index import Example, Index, Scored, features
from intents.match.text import tokens

PAIRS = [
    ("đăng ký khai sinh", "khai-sinh"),
    ("làm giấy khai sinh cho con", "khai-sinh"),
    ("đăng ký khai tử", "khai-tu"),
    ("báo tử cho người mất", "khai-tu"),
    ("đăng ký kết hôn", "ket-hon"),
    ("lên phường ký giấy cưới", "ket-hon"),
    ("chữ ký số là gì", "cks"),
    ("xin chữ ký số ở đâu", "cks"),
]


def index(pairs: Sequence[tuple[str, str]] = PAIRS) -> Index:
    return Index(Example(label, tuple(tokens(phrase)), phrase) for phrase, label in pairs)


def ranked(text: str) -> list[Scored]:
    return index().rank(features(tokens(text)))


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("dang ky khai sinh", "khai-sinh"),
        ("ĐĂNG KÝ KHAI TỬ", "khai-tu"),
        ("giấy cưới", "ket-hon"),
        ("chu ky so", "cks"),
    ],
)
def test_the_label_with_the_telling_words_comes_first(question: str, label: str) -> None:
    assert ranked(question)[0].label == label


def test_a_word_that_few_labels_use_outweighs_words_that_many_use() -> None:
    assert ranked("đăng ký tử")[0].label == "khai-tu"


def test_accents_decide_between_words_that_fold_alike() -> None:
    both = index([("chữ ký", "chu-ky"), ("chủ kỳ", "chu-kỳ")])
    assert both.rank(features(tokens("chủ kỳ")))[0].label == "chu-kỳ"
    assert both.rank(features(tokens("chữ ký")))[0].label == "chu-ky"


def test_words_we_do_not_know_lower_the_score() -> None:
    assert ranked("đăng ký khai sinh mèo chó lợn gà")[0].score < ranked("đăng ký khai sinh")[0].score


def test_a_phrase_of_ours_scores_higher_than_a_phrase_near_it() -> None:
    assert ranked("chữ ký số là gì")[0].score > ranked("chữ ký gì")[0].score


def test_each_label_shows_the_example_most_like_the_question() -> None:
    best = ranked("giấy khai sinh cho con")[0]
    assert best.example is not None
    assert best.example.text == "làm giấy khai sinh cho con"


def test_a_text_that_shares_nothing_scores_nothing() -> None:
    assert [one.score for one in ranked("zzz")] == [0.0] * 4
    assert [one.example for one in ranked("zzz")] == [None] * 4


def test_evidence_names_the_words_that_spoke_for_a_label() -> None:
    evidence = index().evidence(features(tokens("khai tu")), "khai-tu")
    assert [feature for feature, _ in evidence][:2] == ["tu", "khai tu"]


def test_mended_words_count_less() -> None:
    assert features(tokens("khai sinh"), [1.0, 0.5])["sinh"] < features(tokens("khai sinh"))["sinh"]


def test_rank_gives_every_label_best_first_with_ties_by_label() -> None:
    ranking = Matcher.from_examples(PAIRS).rank("")
    assert ranking == [("cks", 0.0), ("ket-hon", 0.0), ("khai-sinh", 0.0), ("khai-tu", 0.0)]


def test_a_matcher_without_examples_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Matcher.from_examples([])


@given(st.lists(st.tuples(st.text(max_size=30), st.sampled_from("abc")), min_size=1, max_size=12), st.text(max_size=40))
def test_for_any_examples_and_text_every_label_is_ranked_between_zero_and_one(
    pairs: list[tuple[str, str]], text: str
) -> None:
    ranking = Matcher.from_examples(pairs).rank(text)
    assert sorted(label for label, _ in ranking) == sorted({label for _, label in pairs})
    assert all(0 <= score <= 1.0000001 for _, score in ranking)
    assert [score for _, score in ranking] == sorted((score for _, score in ranking), reverse=True)


@given(st.text(max_size=40))
def test_the_order_of_the_examples_does_not_matter(text: str) -> None:
    forward, backward = Matcher.from_examples(PAIRS), Matcher.from_examples(PAIRS[::-1])
    assert [label for label, _ in forward.rank(text)] == [label for label, _ in backward.rank(text)]


@given(st.text(max_size=40), st.sampled_from([",", "!", "…", "😀"]))
def test_a_comma_never_changes_the_ranking(text: str, sign: str) -> None:
    matcher = Matcher.from_examples(PAIRS)
    assert matcher.rank(text) == matcher.rank(text.replace(" ", f"{sign} "))
