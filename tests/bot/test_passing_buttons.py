"""The buttons under an answer that is passed on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import MAX_BYTES
from bot.buttons import decode as decode_common
from bot.passing_buttons import GetPicture, GetText, PassingPress, PickToPassOn, ShowToPassOn, decode, encode

PRESSES: list[PassingPress] = [
    ShowToPassOn(7, "can-cuoc", "full"),
    PickToPassOn(0, "can-cuoc"),
    GetText(7, "can-cuoc"),
    GetPicture(7, "can-cuoc", ""),
]


@pytest.mark.parametrize("press", PRESSES, ids=lambda press: type(press).__name__)
def test_a_press_survives_its_button_and_is_no_other_button(press: PassingPress) -> None:
    assert decode(encode(press)) == press
    assert decode_common(encode(press)) is None


def test_the_longest_id_and_a_billion_questions_fit_into_64_bytes() -> None:
    for press in (ShowToPassOn(9_999_999_999, "a" * 40, "thoi-gian"), GetPicture(9_999_999_999, "a" * 40, "thoi-gian")):
        assert len(encode(press).encode()) <= MAX_BYTES


def test_an_id_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        encode(GetText(1, "a" * 60))


@given(st.text(max_size=80))
def test_anything_else_is_no_press(data: str) -> None:
    press = decode(data)
    assert press is None or encode(press) == data
