"""Updates from arrival to outcome: the real application, a real database, a Telegram that fails."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, closing
from datetime import timedelta

import pytest
from telegram import Update
from telegram.error import TimedOut

from bot.config import Settings
from bot.delivery.delivery import Delivery
from bot.handlers.questions import QuestionHandlers
from bot.sandbox import DroppedAfter, DroppedBefore, RateLimited, SandboxServer, Seat, ServerError
from bot.services import Services
from bot.store import StoreError
from bot.store.sqlite import FILE, SqliteStore
from intents.responder import Responder

Settled = Callable[[], Awaitable[None]]
Running = Callable[..., AbstractAsyncContextManager[Services]]


def rows(settings: Settings, what: str = "outcome, failures, uncertain, payload") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(settings.data / FILE)) as db:
        return db.execute(f"SELECT {what} FROM inbox ORDER BY id").fetchall()  # noqa: S608 - the tests' own words


def questions(settings: Settings) -> list[str]:
    with closing(sqlite3.connect(settings.data / FILE)) as db:
        return [outcome for (outcome,) in db.execute("SELECT outcome FROM questions ORDER BY id")]


async def test_the_outcome_and_the_question_are_stored_and_the_payload_is_gone(
    bot: Services, chat: Seat, settings: Settings, settled: Settled
) -> None:
    chat.send("căn cước hết hạn")
    await chat.next_bot_message()
    await settled()
    assert rows(settings) == [("sent", 0, 0, None)]
    assert questions(settings) == ["answered"]


async def test_the_button_carries_the_id_under_which_the_question_is_stored(
    bot: Services, chat: Seat, settings: Settings, settled: Settled
) -> None:
    chat.send("căn cước hết hạn")
    answer = await chat.next_bot_message()
    await settled()
    press = chat.press(answer, "👍")
    assert "Cảm ơn" in (await press.answered()).text


@pytest.mark.parametrize(
    ("fault", "uncertain"),
    [(RateLimited(1), 0), (ServerError(500), 0), (DroppedBefore(), 1), (DroppedAfter(), 1)],
    ids=["429", "500", "before", "after"],
)
async def test_a_send_that_fails_for_now_is_repeated_and_what_may_have_come_is_counted(
    bot: Services,
    chat: Seat,
    telegram: SandboxServer,
    settings: Settings,
    settled: Settled,
    fault: object,
    uncertain: int,
) -> None:
    telegram.faults.add("sendMessage", fault, times=1)  # type: ignore[arg-type]
    chat.send("căn cước hết hạn")
    await chat.wait_for(lambda _: len(telegram.calls.of("sendMessage")) == 2)
    await settled()
    assert rows(settings) == [("sent", 0, uncertain, None)]
    assert bot.metrics.possible_duplicates._value.get() == uncertain
    assert questions(settings) == ["answered"]


async def test_a_chat_whose_sends_fail_holds_up_no_other(bot: Services, chat: Seat, telegram: SandboxServer) -> None:
    rule = telegram.faults.add("sendMessage", ServerError(502), when=lambda params: str(params["chat_id"]) == "1001")
    chat.send("căn cước hết hạn")
    chat.send("đăng ký chữ ký số")
    other = telegram.user(1002, "Ba", "vi").private()
    for _ in range(5):
        other.send("đăng ký chữ ký số")
        await other.next_bot_message()
    telegram.faults.remove(rule)
    assert (await chat.next_bot_message(timeout=20)).text.startswith("Làm căn cước")
    assert (await chat.next_bot_message(timeout=20)).text.startswith("Đăng ký chữ ký số")


async def test_what_telegram_refuses_for_good_is_recorded_and_not_repeated(
    bot: Services, chat: Seat, telegram: SandboxServer, settings: Settings, settled: Settled
) -> None:
    chat.send("căn cước hết hạn")
    chat.block()
    await telegram.feed.until(lambda: telegram.calls.refused("sendMessage") or None, 5, "nothing was refused")
    await settled()
    assert ("refused", 0, 0, None) in rows(settings)
    assert len(telegram.calls.of("sendMessage")) == 1


async def test_an_error_of_ours_is_tried_five_times_then_told_kindly_once_and_staff_hear_of_it(
    bot: Services, chat: Seat, settings: Settings, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, told = [], []

    def broken(*_: object) -> None:
        tries.append(1)
        raise RuntimeError

    async def notify(text: str) -> None:
        told.append(text)

    bot.notify_staff = notify
    monkeypatch.setattr(Responder, "respond", broken)
    chat.send("căn cước hết hạn")
    await chat.next_bot_message(timeout=20)
    await settled()
    assert len(tries) == 5
    assert len(chat.bot_messages) == 1
    assert [outcome for outcome, *_ in rows(settings)] == ["set_aside"]
    assert questions(settings) == ["failed"]
    assert len(told) == 1
    assert bot.metrics.set_aside._value.get() == 1


async def test_an_error_of_ours_that_passes_is_never_seen(
    bot: Services, chat: Seat, settings: Settings, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, tries = Responder.respond, []

    def broken_at_first(self: Responder, *given: object) -> object:
        tries.append(1)
        if len(tries) < 3:
            raise RuntimeError
        return original(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Responder, "respond", broken_at_first)
    chat.send("căn cước hết hạn")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
    await settled()
    assert rows(settings, "outcome, failures") == [("sent", 2)]


async def test_an_error_after_something_was_sent_does_not_send_it_again(
    bot: Services, chat: Seat, settings: Settings, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(SqliteStore, "link_reply", broken)
    chat.send("căn cước hết hạn")
    await chat.next_bot_message()
    await chat.next_bot_message()
    await settled()
    assert sum("Làm căn cước" in message.text for message in chat.bot_messages) == 1
    assert rows(settings, "outcome, failures") == [("set_aside", 0)]


async def test_storage_that_fails_in_a_handler_is_nobodys_fault_and_waited_for(
    bot: Services, chat: Seat, settings: Settings, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, tries = SqliteStore.kept_of, []

    async def full_at_first(self: SqliteStore, asker: str) -> object:
        tries.append(1)
        if len(tries) < 8:
            raise StoreError("đĩa đầy")
        return await original(self, asker)

    monkeypatch.setattr(SqliteStore, "kept_of", full_at_first)
    monkeypatch.setattr("bot.delivery.working.FIRST_REST", 0.001)
    chat.send("/riengtu")
    assert (await chat.next_bot_message()).text
    await settled()
    assert rows(settings, "outcome, failures") == [("sent", 0)]


async def test_a_file_that_cannot_be_fetched_now_is_nobodys_fault_and_fetched_later(
    bot: Services, chat: Seat, settings: Settings, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, tries = QuestionHandlers._with_codes, []

    async def away_at_first(self: QuestionHandlers, *given: object) -> object:
        tries.append(1)
        if len(tries) < 8:
            raise TimedOut
        return await original(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(QuestionHandlers, "_with_codes", away_at_first)
    monkeypatch.setattr("bot.delivery.working.FIRST_REST", 0.001)
    chat.send_photo(caption="căn cước hết hạn")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
    await settled()
    assert rows(settings, "outcome, failures") == [("sent", 0)]


@pytest.mark.parametrize("harm", [{"text": 5}, {"date": "hôm qua"}, {"entities": [{"type": 1}]}])
async def test_whoever_sent_what_cannot_be_read_is_told_kindly(
    bot: Services, chat: Seat, deliveries: list[Delivery], settings: Settings, settled: Settled, harm: dict[str, object]
) -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1001, "type": "private"}, "from": {"id": 1001}, "text": "x"}
    chat.start()
    await chat.next_bot_message()
    await deliveries[0].receiver.receive([{"update_id": 5, "message": {**message, **harm}}])
    assert "đang có lỗi" in (await chat.next_bot_message()).text
    await settled()
    assert rows(settings, "outcome")[-1] == ("set_aside",)


async def test_an_update_that_cannot_be_parsed_is_set_aside_and_its_neighbours_are_answered(
    bot: Services,
    chat: Seat,
    deliveries: list[Delivery],
    settings: Settings,
    settled: Settled,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = {"update_id": 5, "message": {"text": "căn cước của bà Sáu", "chat": "hỏng"}}
    await deliveries[0].receiver.receive([broken, {"khong": "co id"}])
    chat.send("căn cước hết hạn")
    await chat.next_bot_message()
    await settled()
    assert rows(settings, "outcome, payload") == [("set_aside", None), ("sent", None)]
    assert bot.metrics.unreadable._value.get() == 1
    assert "bà Sáu" not in caplog.text


async def test_what_was_left_is_answered_in_order_after_a_restart(
    running: Running, chat: Seat, telegram: SandboxServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = asyncio.Event()

    async def never(*_: object) -> None:
        started.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patched:
        patched.setattr("bot.delivery.working.GRACE_SECONDS", 0.0)
        patched.setattr(QuestionHandlers, "asked_plainly", never)
        async with running():
            chat.send("căn cước hết hạn")
            chat.send("đăng ký chữ ký số")
            await started.wait()
            await telegram.polled()
    assert rows(settings, "outcome, begun, failures") == [(None, 0, 0), (None, 0, 0)]
    async with running():
        assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
        assert (await chat.next_bot_message()).text.startswith("Đăng ký chữ ký số")


async def test_what_kills_even_when_it_is_read_for_the_apology_is_set_aside_unread(
    running: Running, chat: Seat, telegram: SandboxServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = telegram.faults.add("sendMessage", ServerError(502))
    async with running():
        chat.send("căn cước hết hạn")
        await telegram.feed.until(lambda: telegram.calls.of("sendMessage") or None, 5, "nothing was sent")
    telegram.faults.remove(rule)
    with closing(sqlite3.connect(settings.data / FILE)) as db, db:
        db.execute("UPDATE inbox SET failures = 6")
    with monkeypatch.context() as patched:
        patched.setattr("bot.handlers.dispatch.Dispatch.read", lambda *_: pytest.fail("it was read"))
        async with running() as services:
            while not services.metrics.set_aside._value.get():  # noqa: ASYNC110 - nothing is said to wait for
                await asyncio.sleep(0.01)
    assert rows(settings) == [("set_aside", 6, 0, None)]


async def test_what_waits_cannot_be_read_in_the_file(
    running: Running, chat: Seat, telegram: SandboxServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram.faults.add("sendMessage", ServerError(502))
    async with running():
        chat.send("căn cước của bà Sáu hết hạn")
        await telegram.feed.until(lambda: telegram.calls.of("sendMessage") or None, 5, "nothing was sent")
    written = b"".join(path.read_bytes() for path in settings.data.iterdir())
    assert rows(settings, "payload IS NULL") == [(0,)]
    assert "bà Sáu".encode() not in written
    assert b"1001" not in written


async def test_what_waits_under_another_token_is_set_aside_and_counted(
    running: Running, chat: Seat, telegram: SandboxServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    rule = telegram.faults.add("sendMessage", ServerError(502))
    async with running():
        chat.send("căn cước hết hạn")
        await telegram.feed.until(lambda: telegram.calls.of("sendMessage") or None, 5, "nothing was sent")
    with closing(sqlite3.connect(settings.data / FILE)) as db, db:
        db.execute("UPDATE inbox SET payload = randomblob(80)")
    telegram.faults.remove(rule)
    async with running() as services:
        assert services.metrics.set_aside._value.get() == 1
        assert "niêm phong" in caplog.text
        chat.send("đăng ký chữ ký số")
        assert (await chat.next_bot_message()).text.startswith("Đăng ký chữ ký số")


async def test_a_replayed_press_does_its_work_though_the_query_is_too_old(
    running: Running, chat: Seat, telegram: SandboxServer, settled: Settled, settings: Settings
) -> None:
    async with running():
        chat.send("căn cước hết hạn")
        answer = await chat.next_bot_message()
    press = chat.press(answer, "Lệ phí")
    press.expire()
    async with running():
        await chat.next_edit(answer)
        await settled()
    assert rows(settings, "outcome") == [("sent",), ("sent",)]
    assert "35.000" in answer.text


async def test_a_question_answered_late_says_so_and_a_prompt_one_does_not(
    running: Running, chat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.send("căn cước hết hạn")
    async with running() as services:
        assert "đến muộn" not in (await chat.next_bot_message()).text
        present = services.clock
        services.clock = lambda: present() + timedelta(minutes=11)
        chat.send("căn cước hết hạn")
        late = (await chat.next_bot_message()).text
        assert "đến muộn" in late
        assert "Làm căn cước" in late


async def test_the_log_never_holds_the_words_of_a_resident(
    bot: Services, chat: Seat, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("bà Sáu")

    monkeypatch.setattr(Update, "de_json", broken)
    monkeypatch.setattr(Responder, "respond", broken)
    with caplog.at_level(logging.DEBUG, logger="bot"):
        chat.send("bà Sáu hỏi căn cước")
        with pytest.raises(TimeoutError):
            await chat.next_bot_message(timeout=1)
    assert "bà Sáu" not in caplog.text
