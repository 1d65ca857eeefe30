"""Cutting a text that is longer than a message, and what Telegram says when a group lets us not write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.markup import utf16_length
from bot.sending import lacks_right, parts_of


@given(st.text(alphabet="aế😀 \n", max_size=200), st.integers(4, 60))
def test_parts_are_short_enough_and_lose_no_word(text: str, most: int) -> None:
    parts = parts_of(text, most)
    assert all(0 < utf16_length(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_text_is_cut_between_its_paragraphs() -> None:
    assert parts_of("một hai\n\nba bốn\n\nnăm", 18) == ["một hai\n\nba bốn", "năm"]


def test_a_text_that_fits_stays_whole() -> None:
    assert parts_of("một\n\nhai\n\nba") == ["một\n\nhai\n\nba"]


@pytest.mark.parametrize(
    ("error", "lacks"),
    [
        (BadRequest("Not enough rights to send text messages to the chat"), True),
        (BadRequest("TOPIC_CLOSED"), True),
        (Forbidden("Forbidden: CHAT_WRITE_FORBIDDEN"), True),
        (Forbidden("Forbidden: bot was blocked by the user"), False),
        (BadRequest("Message text is empty"), False),
        (NetworkError("not enough rights"), False),
    ],
)
def test_only_a_missing_right_counts_as_one(error: TelegramError, lacks: bool) -> None:
    assert lacks_right(error) is lacks
