"""What is personal: masked wherever it is kept, told kindly once a day, erased at a word."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Settings
from bot.sandbox import Seat
from bot.services import Services
from bot.store.sqlite import FILE
from tests.bot.conftest import NOW, Settled

NUMBERS = {
    "căn cước": "048099001234",
    "cmnd": "201234567",
    "gọi": "0905123456",
    "thẻ": "4111111111111111",
    "stk": "19031234567890",
    "mã OTP là": "735291",
    "xe": "43A-123.45",
    "viết": "lan.rieng@example.com",
}
SENTENCE = "căn cước hết hạn, " + ", ".join(f"{word} {number}" for word, number in NUMBERS.items())


def on_disk(settings: Settings) -> Iterator[tuple[Path, bytes]]:
    for path in settings.data.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


async def test_after_a_run_with_personal_numbers_none_is_in_database_write_ahead_log_or_log(
    bot: Services, chat: Seat, settings: Settings, caplog: pytest.LogCaptureFixture, settled: Settled
) -> None:
    with caplog.at_level(logging.DEBUG, logger="bot"):
        asked = chat.send(SENTENCE)
        await chat.next_bot_message()
        chat.edit(asked, SENTENCE + " ạ")
        for word, number in NUMBERS.items():
            chat.send(f"hỏi giúp {word} {number}")
        chat.send("căn cước hết hạn")
        for _ in range(len(NUMBERS) + 2):
            await chat.next_bot_message()
    await settled()
    files = list(on_disk(settings))
    assert any(path.name == f"{FILE}-wal" and content for path, content in files)
    for number in NUMBERS.values():
        assert [path.name for path, content in files if number.encode() in content] == []
        assert number not in caplog.text


async def test_whoever_sends_personal_numbers_is_told_kindly_after_the_answer_once_a_day(
    bot: Services, chat: Seat
) -> None:
    chat.send("căn cước 048099001234 hết hạn")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
    note = await chat.next_bot_message()
    assert "đừng gửi" in note.text
    chat.send("căn cước 048099001234 hết hạn")
    chat.send("đăng ký chữ ký số")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
    assert (await chat.next_bot_message()).text.startswith("Đăng ký chữ ký số")
    bot.clock = lambda: NOW.replace(day=25)
    chat.send("căn cước 048099001234 hết hạn")
    await chat.next_bot_message()
    assert "đừng gửi" in (await chat.next_bot_message()).text


async def test_an_edit_that_adds_a_number_is_told_too(bot: Services, chat: Seat) -> None:
    asked = chat.send("căn cước hết hạn")
    await chat.next_bot_message()
    chat.edit(asked, "căn cước 048099001234 hết hạn")
    assert "đừng gửi" in (await chat.next_bot_message()).text


async def test_dossier_codes_and_fees_are_no_reason_to_be_told(bot: Services, chat: Seat) -> None:
    chat.send("hồ sơ H17.12-260815-0001, lệ phí căn cước 115.000 đồng, gọi 1022")
    await chat.next_bot_message()
    chat.send("đăng ký chữ ký số")
    assert (await chat.next_bot_message()).text.startswith("Đăng ký chữ ký số")


async def test_erasing_asks_first_and_then_leaves_nothing_readable_in_any_file(
    bot: Services, chat: Seat, settings: Settings, settled: Settled
) -> None:
    chat.send("câu rất riêng của Lan về căn cước hết hạn")
    await chat.next_bot_message()
    await settled()
    assert any("câu rất riêng".encode() in content for _, content in on_disk(settings))
    chat.send("/xoadulieu")
    page = await chat.next_bot_message()
    assert page.labels == ["Xóa hết", "Hủy"]
    await chat.press(page, "Xóa hết").answered()
    asker = bot.person(1001).encode()
    await settled()
    assert [path.name for path, content in on_disk(settings) if "câu rất riêng".encode() in content] == []
    assert [path.name for path, content in on_disk(settings) if asker in content] == []


async def test_erasing_again_or_after_a_cancel_is_harmless(bot: Services, chat: Seat) -> None:
    for _ in range(2):
        chat.send("/xoadulieu")
        page = await chat.next_bot_message()
        button = page.button("Xóa hết")
        await chat.press(page, "Hủy").answered()
        assert "Chưa xóa" in page.text
        await chat.press(page, button).answered()
        assert "Đã xóa xong" in page.text


async def test_erasing_reaches_what_other_features_keep(bot: Services, chat: Seat) -> None:
    erased = []

    async def eraser(user_id: int) -> None:
        erased.append(user_id)

    bot.erasers.append(eraser)
    chat.send("/xoadulieu")
    await chat.press(await chat.next_bot_message(), "Xóa hết").answered()
    assert erased == [1001]


async def test_what_is_stored_is_told_with_how_long(bot: Services, chat: Seat) -> None:
    chat.send("/riengtu")
    page = await chat.next_bot_message()
    assert "180 ngày" in page.text
    assert "/xoadulieu" in page.text
