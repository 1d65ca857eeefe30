"""The writing thread outlives what a job throws at it; what was erased leaves every file."""

from __future__ import annotations

import asyncio
import dataclasses
import sqlite3
import time
from pathlib import Path

import pytest

from bot.store import StoreError, open_store
from bot.store.sqlite import FILE, MAX_TEXT
from bot.store.writer import Writer

from .test_store_sqlite import QUESTION


async def test_words_that_cannot_be_encoded_do_not_end_the_writing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(UnicodeEncodeError):
        await store.link_reply("\ud800", 1, 1)
    assert await store.record_question(QUESTION) == 1
    await store.aclose()


async def test_a_text_with_half_a_letter_is_stored_and_a_huge_one_is_cut(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    half = await store.record_question(dataclasses.replace(QUESTION, text="căn cước \ud800"))
    huge = await store.record_question(dataclasses.replace(QUESTION, text="x" * 100_000))
    assert await store.question_text(half) == "căn cước \ufffd"
    assert len(await store.question_text(huge) or "") == MAX_TEXT
    await store.aclose()


@pytest.mark.parametrize("text", ["'; DROP TABLE questions; --", '" OR 1=1', "%' AND (SELECT 1)", "\x00", "${jndi:x}"])
async def test_words_are_never_read_as_sql(tmp_path: Path, text: str) -> None:
    store = open_store(tmp_path)
    question = await store.record_question(dataclasses.replace(QUESTION, text=text, asker=text, article=text))
    await store.record_choice(question, text, text)
    await store.link_reply(text, 7, question)
    assert await store.question_text(question) == text.replace("\x00", "")
    assert (await store.kept_of(text)).questions == 1
    await store.erase(text)
    assert (await store.kept_of(text)).questions == 0
    await store.aclose()


@pytest.mark.parametrize("idle", [True, False])
async def test_a_log_that_is_being_read_is_emptied_by_itself_once_the_reader_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, idle: bool
) -> None:
    monkeypatch.setattr("bot.store.writer.LOG_AGAIN_SECONDS", 0.02)
    path = tmp_path / FILE
    connection = sqlite3.connect(path, timeout=0.01, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (x)")
    writer = Writer(connection, path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM t").fetchone()
    await writer.submit(lambda db: db.execute("INSERT INTO t VALUES ('riêng')").rowcount)
    assert await writer.truncate_log() is False
    reader.close()
    deadline = time.monotonic() + 5
    while path.with_name(f"{FILE}-wal").stat().st_size and time.monotonic() < deadline:
        await asyncio.sleep(0.005)
        if not idle:
            await writer.submit(lambda db: db.execute("SELECT 1").fetchone())
    assert path.with_name(f"{FILE}-wal").stat().st_size == 0
    assert await writer.truncate_log() is True
    writer.close()
    with pytest.raises(StoreError):
        writer.truncate_log()


async def test_whoever_stops_waiting_does_not_end_the_writing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for _ in range(20):
        waiting = asyncio.create_task(store.erase("lan"))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert await store.record_question(QUESTION) == 1
    assert await store.privacy.scrub()
    await store.aclose()
