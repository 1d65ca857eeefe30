"""Words run together are taken apart, split ones put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.segmenting import LONGEST_RUN, Segmenter
from intents.match.text import tokens

WORDS = {"dich": 9, "vu": 9, "cong": 9, "can": 5, "cuoc": 5, "chu": 4, "ky": 4, "so": 4, "vneid": 3, "an": 2, "toan": 2}
PAIRS = {("dich", "vu"), ("vu", "cong"), ("can", "cuoc"), ("chu", "ky"), ("ky", "so")}


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(WORDS, lambda left, right: (left, right) in PAIRS)


@pytest.mark.parametrize(
    ("word", "words"),
    [("dichvucong", ["dich", "vu", "cong"]), ("cancuoc", ["can", "cuoc"]), ("chukyso", ["chu", "ky", "so"])],
)
def test_words_run_together_are_taken_apart(segmenter: Segmenter, word: str, words: list[str]) -> None:
    assert segmenter.apart(word) == words


@pytest.mark.parametrize(
    "word", ["socong", "toanvu", "xyzxyz", "dichvucongx", "canso", "so1234", "", "a" * (LONGEST_RUN + 1)]
)
def test_what_is_no_row_of_neighbours_is_left(segmenter: Segmenter, word: str) -> None:
    assert segmenter.apart(word) is None


def test_a_known_word_split_by_mistake_is_put_together(segmenter: Segmenter) -> None:
    assert [one.folded for one in segmenter.together(tokens("lam vne id o dau"))] == ["lam", "vneid", "o", "dau"]


def test_two_known_words_stay_two(segmenter: Segmenter) -> None:
    assert [one.folded for one in segmenter.together(tokens("can so"))] == ["can", "so"]


@given(word=st.text(max_size=30))
def test_what_is_taken_apart_is_the_word_itself(segmenter: Segmenter, word: str) -> None:
    found = segmenter.apart(word)
    assert found is None or ("".join(found) == word and all(one in WORDS for one in found))


@given(text=st.text(max_size=60))
def test_putting_together_loses_no_letter_and_a_second_time_changes_nothing(segmenter: Segmenter, text: str) -> None:
    once = segmenter.together(tokens(text))
    assert "".join(one.folded for one in once) == "".join(one.folded for one in tokens(text))
    assert [one.folded for one in segmenter.together(once)] == [one.folded for one in once]
