"""The numbers of a span: what is counted, what it is compared with, how fast staff were."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.services import Services
from bot.statistics.chart import chart_sheet
from bot.statistics.report import Report, read_report
from bot.statistics.spans import Length, up_to_now
from bot.statistics.words import three_lines
from bot.store import open_store
from bot.store.case_records import NewCase, NewNote, NoteKind
from intents.content.model import Content
from intents.responder import Responder
from tests.bot.conftest import NOW
from tests.bot.statistics.conftest import ask, miss

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def services(tmp_path: Path, small_content: Content) -> AsyncIterator[Services]:
    settings = load_settings({}, tmp_path)
    store = open_store(settings.data)
    yield Services(settings, Responder(small_content), store, b"khoa" * 8, lambda: NOW)
    await store.aclose()


def report(services: Services, length: Length = Length.WEEK) -> Report:
    return read_report(services.settings.data, services.responder.content, up_to_now(length, NOW))


async def staff_answer(services: Services, minutes_after: list[int]) -> None:
    """A case that staff answer so many minutes after it was opened, each time once more."""
    opened_at = NOW - 3 * HOUR
    question = await miss(services, opened_at)
    opened = await services.store.cases.open(
        NewCase(question, "lan", 1001, 7, "giá vàng", (), "", "vi", opened_at), 99, 99
    )
    assert opened.case is not None
    for number in minutes_after:
        note = NewNote(opened.case.id, f"s:1:{question}:{number}", NoteKind.TEXT, "trả lời")
        await services.store.cases.answer([note], opened_at + number * MINUTE)


async def test_questions_are_counted_by_what_became_of_them_and_compared_with_the_span_before(
    services: Services,
) -> None:
    for days_ago in (0, 2, 6.3, 7, 9):
        await ask(services, NOW - days_ago * DAY)
    await miss(services, NOW - DAY)
    await ask(services, NOW - DAY, outcome="unsupported", article=None, text="")
    week = report(services)
    assert (week.stats.asked, week.before.asked) == (4, 2)
    assert three_lines(week).plain.splitlines()[1] == (
        "Câu hỏi: 4 (7 ngày trước: 2). Trả lời ngay 3 (75 %), cho chọn bài 0, chưa trả lời được 1."
    )


async def test_each_day_has_its_column_by_the_clock_of_da_nang(services: Services) -> None:
    midnight = NOW.replace(hour=0, minute=0)
    await ask(services, midnight)
    await ask(services, midnight - MINUTE)
    await miss(services, midnight - MINUTE)
    assert [column.counts for column in report(services).columns] == [(0, 0, 0)] * 5 + [(1, 0, 1), (1, 0, 0)]


async def test_a_day_has_a_column_an_hour(services: Services) -> None:
    await ask(services, NOW)
    columns = report(services, Length.DAY).columns
    assert len(columns) == 24
    assert [number for number, column in enumerate(columns) if any(column.counts)] == [9]


async def test_topics_and_articles_are_named_by_their_titles_most_asked_first(services: Services) -> None:
    await ask(services, NOW, article="cks-dang-ky")
    for _ in range(2):
        await ask(services, NOW)
    await ask(services, NOW, article="bai-da-xoa")
    week = report(services)
    assert week.topics == (("Dịch vụ công trực tuyến", 2), ("Chữ ký số", 1))
    assert week.articles == (("Làm căn cước", 2), ("Đăng ký chữ ký số", 1))


async def test_a_chosen_article_counts_as_asked_for(services: Services) -> None:
    question = await ask(services, NOW, outcome="offered", article=None)
    await services.store.record_choice(question, "lan", "cks-dang-ky")
    assert report(services).articles == (("Đăng ký chữ ký số", 1),)


async def test_teams_are_named_with_how_much_they_passed_on(services: Services) -> None:
    team = await services.store.teams.invite("to 12", "Tổ 12", "h" * 64, 1, NOW + DAY)
    for _ in range(3):
        await ask(services, NOW, team=team.id)
    assert "Tổ hỏi giúp dân: Tổ 12 (3)." in three_lines(report(services)).plain


async def test_the_median_is_of_first_answers_by_staff(services: Services) -> None:
    for minutes_after in ([10, 200], [30], [120]):
        await staff_answer(services, minutes_after)
    week = report(services)
    assert week.stats.median_wait == 30 * MINUTE
    assert "Chuyển cán bộ: 3 câu; đã trả lời 3, một nửa trong vòng 30 phút." in three_lines(week).plain


async def test_what_a_person_has_erased_is_counted_no_more(services: Services) -> None:
    question = await ask(services, NOW, asker=services.person(1001))
    await services.store.record_feedback(question, services.person(1001), True, NOW)
    await services.erase(1001)
    week = report(services)
    assert (week.stats.asked, week.stats.helpful, week.articles) == (0, 0, ())


async def test_without_questions_the_chart_says_so_and_is_empty(services: Services) -> None:
    sheet = chart_sheet(report(services))
    assert (sheet["empty"], sheet["bars"], sheet["total"]) == ("Chưa có câu hỏi nào", [], "0")
    assert "Chưa có câu hỏi nào (7 ngày trước: 0)." in three_lines(report(services)).plain


@pytest.mark.parametrize("length", list(Length))
async def test_every_span_can_be_drawn_with_and_without_questions(services: Services, length: Length) -> None:
    try:
        for asked in range(3):
            (png,) = await services.press.pictures(chart_sheet(report(services, length)))
            assert png.startswith(b"\x89PNG")
            await ask(services, NOW - asked * HOUR)
    finally:
        await services.press.aclose()
