"""The store over a real file: what is kept, what is not, and what happens when the file cannot be used."""

import asyncio
import dataclasses
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.store import Kept, QuestionRecord, ReplyLink, Store, StoreError, open_store, read_stats, read_unanswered
from bot.store.schema import migrations
from bot.store.sqlite import FILE

AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUESTION = QuestionRecord(
    asker="lan",
    chat_kind="private",
    text="căn cước hết hạn",
    outcome="answered",
    article="can-cuoc",
    facet=None,
    score=0.8,
    top=(("can-cuoc", 0.5), ("cks-la-gi", 0.1)),
    locale="vi",
    asked_at=AT,
)
MISSED = dataclasses.replace(QUESTION, outcome="not_found", article=None, text="giá vàng")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    await opened.aclose()


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return list(Database(folder / FILE)[table].rows)


async def test_a_question_is_on_disk_when_its_id_is_known(store: Store, tmp_path: Path) -> None:
    question = await store.record_question(QUESTION)
    (row,) = rows(tmp_path, "questions")
    assert (row["id"], row["outcome"], row["article"]) == (question, "answered", "can-cuoc")
    assert row["top"] == '[["can-cuoc", 0.5], ["cks-la-gi", 0.1]]'
    assert row["asked_at"] == "2026-11-24T02:30:00.000+00:00"


async def test_text_is_masked_before_it_is_written(store: Store, tmp_path: Path) -> None:
    question = await store.record_question(dataclasses.replace(QUESTION, text="thẻ 048099001234, a.b@c.vn"))
    assert await store.question_text(question) == "thẻ [số], [email]"
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"048099001234" not in written
    assert b"a.b@c.vn" not in written


async def test_an_edited_question_replaces_the_earlier_one(store: Store, tmp_path: Path) -> None:
    question = await store.record_question(QUESTION)
    await store.update_question(question, MISSED)
    (row,) = rows(tmp_path, "questions")
    assert (row["text"], row["outcome"], row["article"]) == ("giá vàng", "not_found", None)


async def test_a_vote_counts_once_and_can_be_changed(store: Store, tmp_path: Path) -> None:
    question = await store.record_question(QUESTION)
    for helpful in (True, True, False):
        assert await store.record_feedback(question, "lan", helpful, AT)
    stats = read_stats(tmp_path, AT - HOUR, AT + HOUR)
    assert (stats.helpful, stats.unhelpful) == (0, 1)


async def test_a_chosen_language_outlives_a_restart(tmp_path: Path) -> None:
    for code in ("en", "vi"):
        store = open_store(tmp_path)
        await store.set_language("lan", code)
        assert store.language("lan") == code
        await store.aclose()
    again = open_store(tmp_path)
    assert (again.language("lan"), again.language("minh")) == ("vi", None)
    await again.aclose()


async def test_what_is_kept_of_a_person_is_counted(store: Store) -> None:
    question = await store.record_question(QUESTION)
    await store.record_feedback(question, "lan", True, AT)
    await store.record_question(dataclasses.replace(QUESTION, asker="minh"))
    assert await store.kept_of("lan") == Kept(1, 1)
    assert await store.kept_of("ai đó") == Kept(0, 0)


async def test_erasing_a_person_leaves_nothing_of_them_in_the_file_and_the_others_alone(
    store: Store, tmp_path: Path
) -> None:
    theirs = await store.record_question(dataclasses.replace(QUESTION, text="câu rất riêng của Lan"))
    await store.link_reply("tin của Lan", 7, theirs)
    await store.record_feedback(theirs, "lan", True, AT)
    await store.set_language("lan", "en")
    await store.record_question(dataclasses.replace(QUESTION, asker="minh"))
    await store.erase("lan")
    assert await store.kept_of("lan") == Kept(0, 0)
    assert store.language("lan") is None
    assert await store.reply_to("tin của Lan") is None
    assert await store.kept_of("minh") == Kept(1, 0)
    assert not any("câu rất riêng".encode() in path.read_bytes() for path in tmp_path.iterdir())


async def test_a_vote_on_somebody_elses_question_does_not_count(store: Store, tmp_path: Path) -> None:
    question = await store.record_question(QUESTION)
    assert not await store.record_feedback(question, "người khác", False, AT)
    assert not await store.record_feedback(question + 1, "lan", False, AT)
    assert read_stats(tmp_path, AT - HOUR, AT + HOUR).unhelpful == 0


async def test_a_reply_is_found_by_the_message_it_answers(store: Store) -> None:
    question = await store.record_question(QUESTION)
    await store.link_reply("khóa", 7, question)
    await store.link_reply("khóa", 9, question)
    assert await store.reply_to("khóa") == ReplyLink(9, question)
    assert await store.reply_to("khác") is None


async def test_stats_count_outcomes_and_articles_within_the_span(store: Store, tmp_path: Path) -> None:
    for record in (QUESTION, QUESTION, MISSED, dataclasses.replace(QUESTION, asked_at=AT - 2 * HOUR)):
        await store.record_question(record)
    stats = read_stats(tmp_path, AT - HOUR, AT + HOUR)
    assert dict(stats.outcomes) == {"answered": 2, "not_found": 1}
    assert dict(stats.articles) == {"can-cuoc": 2}


async def test_a_chosen_article_counts_as_answered_and_none_of_them_as_not(store: Store, tmp_path: Path) -> None:
    offered = dataclasses.replace(QUESTION, outcome="offered", article=None)
    first, second = [await store.record_question(offered) for _ in range(2)]
    await store.record_choice(first, "lan", "cks-la-gi")
    await store.record_choice(second, "lan", None)
    assert dict(read_stats(tmp_path, AT - HOUR, AT + HOUR).articles) == {"cks-la-gi": 1}
    (missed,) = read_unanswered(tmp_path, AT - HOUR, 10)
    assert missed.reason == "none_of_these"


async def test_somebody_elses_choice_changes_nothing(store: Store, tmp_path: Path) -> None:
    question = await store.record_question(dataclasses.replace(QUESTION, outcome="offered", article=None))
    await store.record_choice(question, "người khác", None)
    assert read_unanswered(tmp_path, AT - HOUR, 10) == []


async def test_unanswered_questions_come_once_with_their_count_most_asked_first(store: Store, tmp_path: Path) -> None:
    for record in (dataclasses.replace(MISSED, text="vé máy bay"), MISSED, MISSED, QUESTION):
        await store.record_question(record)
    down = await store.record_question(dataclasses.replace(QUESTION, text="mất thẻ"))
    await store.record_feedback(down, "lan", False, AT)
    found = [(one.text, one.reason, one.count) for one in read_unanswered(tmp_path, AT - HOUR, 10)]
    assert found[0] == ("giá vàng", "not_found", 2)
    assert set(found[1:]) == {("vé máy bay", "not_found", 1), ("mất thẻ", "unhelpful", 1)}


async def test_many_at_once_are_all_kept(store: Store, tmp_path: Path) -> None:
    ids = await asyncio.gather(*(store.record_question(QUESTION) for _ in range(700)))
    assert len(set(ids)) == len(rows(tmp_path, "questions")) == 700


async def test_one_bad_write_does_not_undo_its_neighbours(store: Store, tmp_path: Path) -> None:
    broken = dataclasses.replace(QUESTION, outcome=None)  # type: ignore[arg-type]
    results = await asyncio.gather(
        *(store.record_question(record) for record in (QUESTION, broken, QUESTION)), return_exceptions=True
    )
    assert [isinstance(result, StoreError) for result in results] == [False, True, False]
    assert len(rows(tmp_path, "questions")) == 2


async def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    question = await first.record_question(QUESTION)
    await first.aclose()
    again = open_store(tmp_path)
    assert await again.question_text(question) == "căn cước hết hạn"
    await again.aclose()


async def test_closing_twice_is_harmless_and_writing_after_it_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await store.aclose()
    await store.aclose()
    with pytest.raises(StoreError, match="đã đóng"):
        await store.record_question(QUESTION)


async def test_who_stops_waiting_for_a_write_undoes_neither_it_nor_the_next(store: Store, tmp_path: Path) -> None:
    await asyncio.gather(asyncio.wait_for(store.record_question(QUESTION), 0), return_exceptions=True)
    await store.record_question(MISSED)
    await asyncio.wait_for(store.set_language("lan", "vi"), 5)
    assert store.language("lan") == "vi"
    assert "not_found" in {row["outcome"] for row in rows(tmp_path, "questions")}


async def test_the_file_records_its_migrations(store: Store, tmp_path: Path) -> None:
    database = Database(tmp_path / FILE)
    assert [one.name for one in migrations.applied(database)][:2] == [
        "m001_questions_votes_and_replies",
        "m002_languages",
    ]
    assert list(migrations.pending(database)) == []
    assert database.journal_mode == "wal"


async def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    await open_store(tmp_path).aclose()
    with sqlite3.connect(tmp_path / FILE) as raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('hoidap', 'm999', '')")
    raw.close()
    with pytest.raises(StoreError, match="bản mới hơn"):
        open_store(tmp_path)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"khong phai co so du lieu" * 100)
    with pytest.raises(StoreError, match=r"hoidap\.sqlite3.*hỏng"):
        open_store(tmp_path)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("một tệp", encoding="utf-8")
    with pytest.raises(StoreError, match="HOIDAP_DATA"):
        open_store(tmp_path / "data")


def test_reading_before_anything_was_stored_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="chưa có dữ liệu"):
        read_stats(tmp_path, AT - HOUR, AT)


async def test_writing_goes_on_after_somebody_who_waited_for_it_was_cancelled(store: Store) -> None:
    waiting = [asyncio.ensure_future(store.record_question(QUESTION)) for _ in range(50)]
    await asyncio.sleep(0)
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert await store.record_question(QUESTION)


async def test_the_files_can_be_read_by_their_owner_only(store: Store, tmp_path: Path) -> None:
    await store.record_question(QUESTION)
    files = [*tmp_path.glob(f"{FILE}*")]
    assert {file.name for file in files} == {FILE, f"{FILE}-wal", f"{FILE}-shm"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
