"""The buttons about numbers and groups: read back as written, short enough, nothing else understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.presses import (
    AddToArticle,
    AnyPress,
    MakeArticle,
    NameArticle,
    OfferArticles,
    PutAside,
    ShowGroup,
    ShowSpan,
    decode,
    encode,
)
from bot.statistics.spans import Length

KEY = "0123456789ab"


@pytest.mark.parametrize(
    "press",
    [
        ShowSpan(Length.MONTH),
        ShowGroup(3),
        ShowGroup(3, aside=True),
        OfferArticles(KEY, 12),
        NameArticle(KEY),
        AddToArticle(KEY, "danh-sach-tuyen-pho-khong-dung-tien-mat"),
        MakeArticle(KEY),
        PutAside(KEY, 2),
        PutAside(KEY, 2, back=True),
    ],
)
def test_what_is_written_is_read_back(press: AnyPress) -> None:
    assert decode(encode(press)) == press


@given(st.text(max_size=40) | st.from_regex(r"sx:[a-z]:[0-9a-f:]{0,20}", fullmatch=True))
def test_anything_else_is_no_press_or_one_that_we_write_the_same(data: str) -> None:
    press = decode(data)
    assert press is None or decode(encode(press)) == press


def test_what_would_be_too_long_is_refused_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="64"):
        encode(AddToArticle(KEY, "a" * 60))
