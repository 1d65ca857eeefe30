"""Phrases looked up by their first two words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intents.match.phrasebook import Phrasebook

WORDS = st.lists(st.sampled_from("abc"), max_size=4)


def test_a_phrase_is_found_where_its_first_two_words_stand() -> None:
    book = Phrasebook([(["lệ", "phí", "nộp"], "fee")])
    assert book.beginning(["mức", "lệ", "phí"], 1) == ["fee"]
    assert book.beginning(["lệ", "làng"], 0) == []
    assert book.beginning(["lệ"], 0) == []


def test_a_phrase_of_one_word_is_found_whatever_follows() -> None:
    book = Phrasebook([(["phí"], "fee"), (["phí", "dịch"], "service")])
    assert book.beginning(["phí"], 0) == ["fee"]
    assert book.beginning(["phí", "nộp"], 0) == ["fee"]


def test_what_may_stand_in_a_place_comes_in_the_order_in_which_it_was_given() -> None:
    book = Phrasebook([(["a", "b", "c"], 1), (["a"], 2), (["a", "b"], 3)])
    assert book.beginning(["a", "b", "c"], 0) == [1, 2, 3]


def test_a_phrase_without_words_is_never_found() -> None:
    assert Phrasebook([((), "nothing")]).first == frozenset()


@given(st.lists(WORDS, max_size=6), WORDS)
def test_no_phrase_that_stands_somewhere_is_missed(phrases: list[list[str]], text: list[str]) -> None:
    book = Phrasebook((phrase, number) for number, phrase in enumerate(phrases))
    for at in range(len(text)):
        standing = [number for number, one in enumerate(phrases) if one and text[at : at + len(one)] == one]
        found = [number for number in book.beginning(text, at) if number in standing]
        assert found == standing
        assert text[at] in book.first or not standing
