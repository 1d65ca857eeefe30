"""Raw Telex and VNI keys turned back into the words they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.keys import decoded
from intents.match.text import token


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("chuwx", "chữ"),
        ("kys", "ký"),
        ("soos", "số"),
        ("dduwowngf", "đường"),
        ("nguwowif", "người"),
        ("khoong", "không"),
        ("dichj", "dịch"),
        ("vuj", "vụ"),
        ("quets", "quét"),
        ("cuwra", "cửa"),
        ("tieenf", "tiền"),
        ("chu74", "chữ"),
        ("ky1", "ký"),
        ("so61", "số"),
        ("d9uo7ng2", "đường"),
    ],
)
def test_keys_give_the_word_they_were_meant_for(keys: str, word: str) -> None:
    assert token(word).accented in [one.accented for one in decoded(keys)]


@pytest.mark.parametrize("word", ["the", "dang", "online", "10tr", "2026", "qr", "khong"])
def test_words_without_stray_keys_are_left_alone(word: str) -> None:
    assert list(decoded(word)) == []


@given(st.text(alphabet="abcdeghiklmnopqrstuvxyzwfj0123456789đơưăâêô", max_size=12))
def test_any_word_is_decoded_without_an_error(word: str) -> None:
    assert all(one.folded for one in decoded(word))
