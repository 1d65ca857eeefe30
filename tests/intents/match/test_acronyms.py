"""Initials found from the names of things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.acronyms import Acronyms
from intents.match.text import tokens

NAMES = ("giấy xác nhận tình trạng hôn nhân", "hộ kinh doanh", "đăng ký kết hôn", "sổ tay điện tử", "sao y")


def meaning(word: str, *names: str) -> str | None:
    found = Acronyms(map(tokens, names or NAMES)).meaning(word)
    return " ".join(one.surface for one in found) if found else None


@pytest.mark.parametrize(
    ("initials", "meant"),
    [("hkd", "hộ kinh doanh"), ("dkkh", "đăng ký kết hôn"), ("xntthn", "xác nhận tình trạng hôn nhân")],
)
def test_initials_stand_for_a_name_or_for_a_long_part_of_one(initials: str, meant: str) -> None:
    assert meaning(initials) == meant


def test_three_initials_stand_for_nothing_but_a_whole_name() -> None:
    assert meaning("xnt") is None


def test_initials_of_two_names_stand_for_neither() -> None:
    assert meaning("dkkh", "đăng ký kết hôn", "đăng ký khách hàng") is None


def test_a_name_is_meant_rather_than_a_part_of_another() -> None:
    assert meaning("dkkh", "đăng ký kết hôn", "nơi đăng ký khách hàng") == "đăng ký kết hôn"


def test_what_can_be_read_as_a_syllable_is_no_initials() -> None:
    assert meaning("sao", "số an ninh") is None


@given(st.lists(st.text(max_size=30), max_size=5), st.text(max_size=8))
def test_any_names_and_any_word_give_words_or_nothing(names: list[str], word: str) -> None:
    found = Acronyms(map(tokens, names)).meaning(word)
    assert found is None or "".join(one.folded[0] for one in found) == word
