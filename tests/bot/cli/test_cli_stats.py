"""stats and unanswered: what was asked, read from the database beside a bot that may be running."""

from __future__ import annotations

import asyncio
import csv
import dataclasses
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import QuestionRecord, open_store
from bot.store.case_records import NewCase, NewNote, NoteKind
from intents.clustering import text_key
from tests.bot.cli.running import hoidap

ASKED = QuestionRecord(
    asker="lan",
    chat_kind="private",
    text="căn cước hết hạn",
    outcome="answered",
    article="can-cuoc",
    facet=None,
    score=0.8,
    top=(("can-cuoc", 0.5),),
    locale="vi",
    asked_at=datetime.now(UTC) - timedelta(hours=1),
)
MISSED = dataclasses.replace(ASKED, outcome="not_found", article=None, text="=giá vàng hôm nay")
LONG_AGO = dataclasses.replace(MISSED, text="giá xăng", asked_at=datetime.now(UTC) - timedelta(days=40))


@pytest.fixture
def data(data_with_model: Path) -> Path:
    """A database with an answer thumbed down, the same miss twice, and a miss of forty days ago."""

    async def fill() -> None:
        store = open_store(data_with_model)
        answered = await store.record_question(ASKED)
        await store.record_feedback(answered, "lan", False, ASKED.asked_at)
        for record in (MISSED, MISSED, LONG_AGO):
            await store.record_question(record)
        await store.aclose()

    asyncio.run(fill())
    return data_with_model


def of(command: str, data: Path, *arguments: str) -> str:
    return hoidap(command, *arguments, env={"HOIDAP_DATA": str(data)})[0]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_stats_counts_outcomes_articles_and_votes(data: Path) -> None:
    counted = {(row["kind"], row["name"]): int(row["count"]) for row in rows(of("stats", data, "--csv"))}
    assert counted[("outcome", "answered")] == 1
    assert counted[("outcome", "not_found")] == 2
    assert counted[("article", "can-cuoc")] == 1
    assert (counted[("vote", "helpful")], counted[("vote", "unhelpful")]) == (0, 1)


def test_stats_counts_topics_teams_and_what_went_to_staff_and_the_days_before(data: Path) -> None:
    async def add() -> None:
        store = open_store(data)
        team = await store.teams.invite("to 12", "=Tổ 12", "h" * 64, 1, datetime.now(UTC))
        await store.record_question(dataclasses.replace(ASKED, team=team.id, article="cks-an-toan"))
        case = NewCase(1, "lan", 1, None, "giá vàng", (), "", "vi", ASKED.asked_at)
        opened = (await store.cases.open(case, 9, 9)).case
        assert opened is not None
        answer = NewNote(opened.id, "s:1:1", NoteKind.TEXT, "trả lời")
        await store.cases.answer([answer], ASKED.asked_at + timedelta(minutes=25))
        await store.aclose()

    asyncio.run(add())
    counted = {
        (row["kind"], row["name"]): int(row["count"]) for row in rows(of("stats", data, "--csv", "--days", "30"))
    }
    assert counted[("team", "'=Tổ 12")] == 1
    assert counted[("staff", "handed_over")] == counted[("staff", "staff_answered")] == 1
    assert counted[("staff", "median_minutes")] == 25
    assert counted[("before", "not_found")] == 1
    assert [name for kind, name in counted if kind == "topic"]


def test_stats_speaks_vietnamese_to_staff(data: Path) -> None:
    table = of("stats", data)
    assert "chưa có bài" in table
    assert "not_found" not in table


def test_stats_looks_back_as_far_as_it_is_told(data: Path) -> None:
    counted = {row["name"]: row["count"] for row in rows(of("stats", data, "--csv", "--days", "60"))}
    assert counted["not_found"] == "3"


def test_unanswered_puts_the_most_asked_first_with_its_reason(data: Path) -> None:
    first, second = rows(of("unanswered", data, "--csv"))
    assert (first["reason"], first["count"]) == ("not_found", "2")
    assert (second["text"], second["reason"], second["count"]) == ("căn cước hết hạn", "unhelpful", "1")


def test_a_residents_words_never_become_a_formula_of_a_spreadsheet(data: Path) -> None:
    assert rows(of("unanswered", data, "--csv"))[0]["text"] == "'=giá vàng hôm nay"


def test_unanswered_shows_groups_to_people(data: Path) -> None:
    table = of("unanswered", data)
    assert table.startswith("Nhóm 1: 2 câu\n")
    assert "chê câu trả lời" in table


def test_unanswered_leaves_out_but_counts_what_is_answered_by_now(data: Path) -> None:
    async def miss() -> None:
        store = open_store(data)
        await store.record_question(dataclasses.replace(MISSED, text="mất căn cước làm lại ở đâu"))
        await store.aclose()

    asyncio.run(miss())
    table = of("unanswered", data)
    assert "mất căn cước làm lại" not in table
    assert table.endswith("1 câu khác nay đã có bài trả lời.\n")
    listed = {row["text"]: row["answered_now"] for row in rows(of("unanswered", data, "--csv"))}
    assert listed == {"'=giá vàng hôm nay": "0", "căn cước hết hạn": "0", "mất căn cước làm lại ở đâu": "1"}


def test_unanswered_shows_a_plain_list_when_told_to(data: Path) -> None:
    assert len(of("unanswered", data, "--plain").splitlines()) == 2
    assert len(of("unanswered", data, "--plain", "--limit", "1").splitlines()) == 1


def test_unanswered_says_which_group_a_question_is_in_and_whether_it_is_put_aside(data: Path) -> None:
    async def put_aside() -> None:
        store = open_store(data)
        await store.aside.put([text_key(str(MISSED.text))], datetime.now(UTC))
        await store.aclose()

    asyncio.run(put_aside())
    listed = [(row["cluster"], row["put_aside"]) for row in rows(of("unanswered", data, "--csv"))]
    assert listed == [("2", "1"), ("1", "0")]
    assert "Nhóm 2: 2 câu (đã bỏ qua)" in of("unanswered", data)


@pytest.mark.parametrize("command", ["stats", "unanswered"])
def test_without_a_database_it_says_where_it_looked(command: str, tmp_path: Path) -> None:
    out, err = hoidap(command, env={"HOIDAP_DATA": str(tmp_path / "khong-co")}, code=2)
    assert out == ""
    assert "khong-co" in err
