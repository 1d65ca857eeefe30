"""The inbox over a real file: what is stored when, and what is left of it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import QuestionRecord, StoreError, open_store
from bot.store.inbox import SET_ASIDE, Arrived, Tally
from bot.store.recording import recording
from bot.store.sqlite import FILE, SqliteStore

AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
BOT = 123
QUESTION = QuestionRecord("lan", "private", "căn cước", "answered", "can-cuoc", None, 0.8, (), "vi", AT)


def arrived(*update_ids: int) -> list[Arrived]:
    return [Arrived(number, f"tin {number}".encode(), AT) for number in update_ids]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = open_store(tmp_path)
    yield opened
    await opened.aclose()


def row(folder: Path, update_id: int) -> dict[str, object]:
    with sqlite3.connect(folder / FILE) as db:
        db.row_factory = sqlite3.Row
        return dict(db.execute("SELECT * FROM inbox WHERE update_id = ?", (update_id,)).fetchone())


async def test_an_update_that_comes_twice_is_stored_once(store: SqliteStore) -> None:
    inbox = store.inbox(BOT)
    first = await inbox.add(arrived(1, 2))
    assert list(await inbox.add(arrived(2, 3))) == [3]
    assert [one.id for one in await inbox.recover()][:2] == list(first.values())


async def test_an_update_that_was_done_is_not_stored_again(store: SqliteStore) -> None:
    inbox = store.inbox(BOT)
    (number,) = (await inbox.add(arrived(1))).values()
    await inbox.finish(number, "sent", AT)
    assert await inbox.add(arrived(1)) == {}


async def test_a_lower_id_than_the_last_is_stored_like_any_other(store: SqliteStore) -> None:
    await store.inbox(BOT).add(arrived(900))
    assert list(await store.inbox(BOT).add(arrived(5))) == [5]


async def test_two_bots_may_have_updates_of_one_id(store: SqliteStore) -> None:
    await store.inbox(BOT).add(arrived(1))
    assert list(await store.inbox(BOT + 1).add(arrived(1))) == [1]
    assert len(await store.inbox(BOT).recover()) == 1


async def test_the_payload_goes_in_the_transaction_that_ends_the_update(store: SqliteStore, tmp_path: Path) -> None:
    inbox = store.inbox(BOT)
    (number,) = (await inbox.add(arrived(1))).values()
    assert row(tmp_path, 1)["payload"] == b"tin 1"
    with recording(number) as kept:
        question = await store.record_question(QUESTION)
        await store.link_reply("khoa", 55, question)
    assert await store.question_text(question) is None
    await inbox.finish(number, "sent", AT, kept.jobs)
    assert (row(tmp_path, 1)["payload"], row(tmp_path, 1)["outcome"]) == (None, "sent")
    assert await store.question_text(question) == "căn cước"
    assert question == number


async def test_a_second_attempt_stores_the_question_in_place_of_the_first(store: SqliteStore) -> None:
    ids = set()
    for _ in range(2):
        with recording(77) as kept:
            ids.add(await store.record_question(QUESTION))
            for job in kept.jobs:
                await store._do(job)
    assert ids == {77}
    assert (await store.kept_of("lan")).questions == 1


async def test_a_second_question_of_one_update_has_an_id_of_its_own(store: SqliteStore) -> None:
    with recording(77):
        assert await store.record_question(QUESTION) == 77
        assert await store.record_question(QUESTION) != 77


async def test_no_question_ever_takes_the_id_of_an_update(store: SqliteStore, tmp_path: Path) -> None:
    numbers = [*(await store.inbox(BOT).add(arrived(1, 2))).values(), await store.record_question(QUESTION)]
    await store.aclose()
    again = open_store(tmp_path)
    numbers += (await again.inbox(BOT).add(arrived(3))).values()
    await again.aclose()
    assert len(set(numbers)) == 4


async def test_a_process_that_dies_in_an_attempt_counts_as_a_failure_and_a_possible_duplicate(
    store: SqliteStore,
) -> None:
    inbox = store.inbox(BOT)
    begun, waiting, untouched = (await inbox.add(arrived(1, 2, 3))).values()
    await inbox.begin(begun)
    await inbox.begin(waiting)
    await inbox.give_back(waiting)
    left = await inbox.recover()
    assert [(one.id, one.failures) for one in left] == [(begun, 1), (waiting, 0), (untouched, 0)]
    assert await inbox.tally() == Tally(set_aside=0, uncertain=1)


async def test_what_cannot_be_unsealed_is_kept_for_the_day_when_the_key_is_back(store: SqliteStore) -> None:
    inbox = store.inbox(BOT)
    (number,) = (await inbox.add(arrived(1))).values()
    await inbox.keep_aside(number, AT)
    assert (await inbox.tally()).set_aside == 1
    assert [one.payload for one in await inbox.recover()] == [b"tin 1"]
    await inbox.forget(AT + timedelta(seconds=1))
    assert await inbox.recover() == []


async def test_only_what_ended_long_ago_is_forgotten(store: SqliteStore) -> None:
    inbox = store.inbox(BOT)
    old, young, _pending = (await inbox.add(arrived(1, 2, 3))).values()
    await inbox.finish(old, "sent", AT - timedelta(days=4))
    await inbox.finish(young, SET_ASIDE, AT)
    assert await inbox.forget(AT - timedelta(days=3)) == 1
    assert (await inbox.tally()).set_aside == 1


async def test_nothing_is_acknowledged_while_the_file_is_full(store: SqliteStore, tmp_path: Path) -> None:
    inbox = store.inbox(BOT)
    await store._do(lambda db: db.execute("PRAGMA max_page_count = 1").fetchone())
    with pytest.raises(StoreError, match="không ghi được"):
        await inbox.add([Arrived(1, b"x" * 100_000, AT)])
    await store._do(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchone())
    assert list(await inbox.add(arrived(1))) == [1]


async def test_the_probe_says_when_nothing_can_be_written(store: SqliteStore, tmp_path: Path) -> None:
    inbox = store.inbox(BOT)
    await inbox.probe()
    await store._do(lambda db: db.execute("PRAGMA busy_timeout = 0").fetchone())
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError):
        await inbox.probe()
    other.close()
