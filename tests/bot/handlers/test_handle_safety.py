"""Links and robbed residents, through Telegram's API and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sandbox import Person, SandboxServer, Seat
from bot.services import Services
from intents.content.loader import load_or_raise
from intents.content.model import Content
from tests.bot.conftest import Running
from tests.intents.safety.drawing import drawn, payment_code, saved

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def with_rules(small_content: Content) -> Content:
    """The small content with the rules and the safety articles that are served."""
    served = load_or_raise(ROOT / "content")
    articles = {one.id: one for one in served.articles.values() if one.topic == "an-toan-so"}
    return replace(
        small_content,
        articles=dict(small_content.articles) | articles,
        directories=served.directories,
        links=served.links,
        messages=served.messages,
        numbers=served.numbers,
        codes=served.codes,
    )


@pytest.fixture(autouse=True)
async def bot(running: Running, with_rules: Content) -> AsyncIterator[Services]:
    """The bot over that content."""
    async with running(with_rules) as services:
        yield services


async def test_a_link_gets_a_verdict_that_cannot_be_tapped(chat: Seat) -> None:
    asked = chat.send("https://vneid-bocongan.com/dang-nhap")
    verdict = await chat.next_bot_message()
    assert "vneid-bocongan.com: Có dấu hiệu nhái" in verdict.text
    assert verdict.reply_to is asked
    assert verdict.link_preview == {"is_disabled": True}
    assert verdict.labels == []


async def test_who_was_just_robbed_gets_the_steps_without_being_asked_for_a_rating(chat: Seat) -> None:
    chat.send("lo doc ma otp roi")
    steps = await chat.next_bot_message()
    assert steps.text.startswith("Làm ngay, theo thứ tự này:\n\n1. Dừng")
    assert steps.labels == ["Xem đầy đủ", "Hỏi cán bộ"]


async def test_a_link_in_a_group_gets_the_same_verdict(telegram: SandboxServer, lan: Person) -> None:
    seat = telegram.group("Tổ 12", members=[lan]).seat(lan)
    seat.send("/hoi link này sao dichvucong-gov.com")
    assert "dichvucong-gov.com: Có dấu hiệu" in (await seat.next_bot_message()).text


async def test_a_photo_of_a_payment_code_is_told_with_its_account_hidden(chat: Seat) -> None:
    asked = chat.send_photo(saved(drawn(payment_code())))
    told = await chat.next_bot_message()
    assert told.reply_to is asked
    assert "Vietcombank" in told.text
    assert "0123456789" not in told.text


async def test_a_photo_with_words_gets_both(chat: Seat) -> None:
    chat.send_photo(saved(drawn("https://vneid-bocongan.com")), "căn cước hết hạn")
    assert "vneid-bocongan.com" in (await chat.next_bot_message()).text
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_photo_without_a_code_is_said_to_have_none(chat: Seat) -> None:
    chat.send_photo()
    assert "không đọc được mã QR nào" in (await chat.next_bot_message()).text


async def test_nothing_of_a_picture_reaches_the_disk(chat: Seat, bot: Services) -> None:
    chat.send_photo(saved(drawn(payment_code())))
    await chat.next_bot_message()
    written = b"".join(path.read_bytes() for path in bot.settings.data.iterdir() if path.is_file())
    assert b"0123456789" not in written
    assert b"A000000727" not in written
