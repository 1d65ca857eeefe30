"""When something of ours or of Telegram's fails: the person hears of it, the words stay out of the log."""

import logging
from pathlib import Path

import pytest

from bot.sandbox import DroppedBefore, SandboxServer, Seat, ServerError
from bot.services import Services
from bot.store import StoreError
from intents.responder import Responder


async def test_an_error_of_ours_is_told_kindly_and_logged_without_the_words(
    bot: Services, chat: Seat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("hỏng vì căn cước của bà Sáu")

    monkeypatch.setattr(Responder, "respond", broken)
    with caplog.at_level(logging.INFO):
        chat.send("căn cước của bà Sáu hết hạn")
        reply = await chat.next_bot_message()
    assert reply.text
    assert "Traceback" not in reply.text
    assert "RuntimeError" in caplog.text
    assert "bà Sáu" not in caplog.text


async def test_the_next_question_is_answered_after_a_failure(
    bot: Services, chat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Responder, "respond", lambda *_: 1 / 0)
        chat.send("căn cước hết hạn")
        await chat.next_bot_message()
    chat.send("căn cước hết hạn")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_question_that_cannot_be_stored_is_answered_all_the_same(
    bot: Services, chat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> int:
        raise StoreError("đĩa đầy")

    monkeypatch.setattr(type(bot.store), "record_question", full)
    chat.send("căn cước hết hạn")
    answer = await chat.next_bot_message()
    assert answer.text.startswith("Làm căn cước")
    assert "👍" not in answer.labels


@pytest.mark.parametrize("fault", [ServerError(502), DroppedBefore()])
async def test_a_telegram_that_fails_while_we_wait_for_updates_is_asked_again(
    bot: Services, chat: Seat, telegram: SandboxServer, fault: object
) -> None:
    telegram.faults.add("getUpdates", fault, times=1)  # type: ignore[arg-type]
    chat.send("căn cước hết hạn")
    assert (await chat.next_bot_message(timeout=20)).text.startswith("Làm căn cước")


async def test_a_resident_who_has_blocked_the_bot_stops_nobody_else(
    bot: Services, chat: Seat, telegram: SandboxServer, tmp_path: Path
) -> None:
    other = telegram.user(1002, "Ba", "vi").private()
    chat.send("căn cước hết hạn")
    chat.block()
    other.send("đăng ký chữ ký số")
    assert (await other.next_bot_message()).text.startswith("Đăng ký chữ ký số")
