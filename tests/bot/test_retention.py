"""What is too old is forgotten by itself, at start and every night."""

from __future__ import annotations

import asyncio
import dataclasses
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.retention import AGAIN, forget_once, keep_retention, seconds_until_night
from bot.services import DA_NANG, Services
from bot.store import Kept, StoreError, open_store
from bot.store.case_records import Ending, NewCase, NewNote, NoteKind
from bot.store.privacy import PrivacyStore
from bot.store.sqlite import FILE
from intents.content.model import Content
from intents.responder import Responder
from tests.bot.store.test_store_sqlite import QUESTION

START = datetime(2026, 11, 24, 9, 30, tzinfo=DA_NANG)


class Clock:
    """A clock that stands still until somebody sleeps by it."""

    def __init__(self, nights: int) -> None:
        self.now = START
        self._nights = nights

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        if self._nights == 0:
            raise asyncio.CancelledError
        self._nights -= 1
        self.now += timedelta(seconds=seconds)


@pytest.fixture
async def services(tmp_path: Path, small_content: Content) -> AsyncIterator[Services]:
    settings = load_settings({"HOIDAP_PRIVACY__KEEP_DAYS": "10"}, tmp_path)
    store = open_store(settings.data)
    yield Services(settings, Responder(small_content), store, b"khoa" * 8, lambda: START)
    await store.aclose()


async def ask(services: Services, asker: str, days_ago: float) -> None:
    at = (services.clock() - timedelta(days=days_ago)).astimezone(UTC)
    record = dataclasses.replace(QUESTION, asker=asker, text=f"câu rất riêng của {asker}", asked_at=at)
    question = await services.store.record_question(record)
    await services.store.link_reply(f"tin của {asker}", 7, question)
    await services.store.record_feedback(question, asker, True, at)


async def hand_over(services: Services, asker: str, days_ago: int, closed: bool) -> None:
    cases, at = services.store.cases, services.clock() - timedelta(days=days_ago)
    question = await services.store.record_question(dataclasses.replace(QUESTION, asker=asker, asked_at=at))
    new = NewCase(question, asker, 1001, 7, f"gửi cán bộ của {asker}", (), "", "vi", at)
    opened = await cases.open(new, 3, 3)
    assert opened.case is not None
    if closed:
        note = NewNote(opened.case.id, f"closing:{opened.case.id}", NoteKind.CLOSING)
        await cases.close(opened.case.id, Ending.STAFF, note, at)


async def test_questions_older_than_the_settings_say_go_with_their_votes_and_replies(services: Services) -> None:
    await ask(services, "cũ", 10.01)
    await ask(services, "mới", 9.99)
    await forget_once(services)
    assert await services.store.kept_of("cũ") == Kept(0, 0)
    assert await services.store.reply_to("tin của cũ") is None
    assert await services.store.kept_of("mới") == Kept(1, 1)


async def test_nothing_of_them_stays_readable_in_any_file(services: Services) -> None:
    await ask(services, "cũ", 11)
    await forget_once(services)
    files = [path.read_bytes() for path in services.settings.data.iterdir()]
    assert not any("câu rất riêng".encode() in content for content in files)


async def test_what_was_handed_to_staff_goes_too_once_it_is_closed(services: Services) -> None:
    for asker, days_ago, closed in (("cũ", 11, True), ("đang chờ", 11, False), ("mới", 9, True)):
        await hand_over(services, asker, days_ago, closed)
    await forget_once(services)
    kept = {asker: await services.store.cases.count_of(asker) for asker in ("cũ", "đang chờ", "mới")}
    assert kept == {"cũ": 0, "đang chờ": 1, "mới": 1}
    files = [path.read_bytes() for path in services.settings.data.iterdir()]
    assert not any("gửi cán bộ của cũ".encode() in content for content in files)


async def test_a_running_bot_forgets_every_night(services: Services) -> None:
    clock = Clock(nights=3)
    services.clock = clock
    await ask(services, "hôm nay thứ mười", 8)
    with pytest.raises(asyncio.CancelledError):
        await keep_retention(services, clock.sleep)
    assert clock.now == datetime(2026, 11, 27, 3, 0, tzinfo=DA_NANG)
    assert await services.store.kept_of("hôm nay thứ mười") == Kept(0, 0)


async def test_what_was_told_of_personal_numbers_goes_too(services: Services, tmp_path: Path) -> None:
    privacy = services.store.privacy
    assert await privacy.note_due("lan", START.date() - timedelta(days=20))
    assert await privacy.note_due("lan", START.date())
    assert not await privacy.note_due("lan", START.date())
    await privacy.forget_before(START + timedelta(days=1))
    assert await privacy.note_due("lan", START.date())


async def test_a_storage_that_fails_is_tried_again_within_the_hour(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_: object) -> int:
        raise StoreError("đĩa đầy")

    monkeypatch.setattr(PrivacyStore, "forget_before", full)
    assert await forget_once(services) == AGAIN
    assert "đĩa đầy" in caplog.text


@pytest.mark.parametrize(("hour", "hours"), [(2, 1), (3, 24), (4, 23)])
def test_the_next_night_is_at_three(hour: int, hours: int) -> None:
    assert seconds_until_night(START.replace(hour=hour, minute=0)) == hours * 3600


async def test_a_damaged_file_is_kept_for_a_week_and_goes_at_once_when_somebody_has_everything_erased(
    services: Services,
) -> None:
    for days in (6, 8):
        file = services.settings.data / f"{FILE}.hong-{days}"
        file.write_bytes(b"hong")
        at = (START - timedelta(days=days)).timestamp()
        os.utime(file, (at, at))
    await forget_once(services)
    assert [file.name for file in services.settings.data.glob("*.hong-*")] == [f"{FILE}.hong-6"]
    await services.store.erase("lan")
    assert [*services.settings.data.glob("*.hong-*")] == []
