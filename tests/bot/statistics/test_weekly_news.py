"""What the staff group gets once a week, in its chat."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.markup import utf16_length
from bot.sandbox import SandboxServer, ServerError
from bot.services import DA_NANG, Services
from bot.statistics.missed import MissedQuestions
from bot.statistics.report import read_report
from bot.statistics.spans import Length, whole_days
from bot.statistics.weekly_words import digest
from bot.weekly import run_due
from tests.bot.cases.conftest import Stage
from tests.bot.conftest import NOW
from tests.bot.statistics.conftest import ask, miss

MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=DA_NANG)
DAY = timedelta(days=1)


async def monday(services: Services, moment: datetime = MONDAY) -> None:
    """The weekly work is known since Tuesday, and due."""
    await run_due(services)
    services.clock = lambda: moment
    await run_due(services)


async def test_the_digest_has_the_chart_the_numbers_and_the_largest_new_groups(bot: Services, stage: Stage) -> None:
    await ask(bot, NOW)
    for text in ("giá vàng hôm nay", "gia vang bua ni", "giá vàng SJC"):
        await miss(bot, NOW, text)
    await miss(bot, NOW - 10 * DAY, "mua xe máy cũ")
    await miss(bot, NOW, "mua xe may cu o dau")
    await monday(bot)
    shown = await stage.thu.wait_for(lambda message: "photo" in message.media)
    assert "7 ngày · 23/11 – 29/11/2026" in shown.text
    assert "Câu hỏi: 5 (7 ngày trước: 0)" in shown.text
    assert "Mới, chưa trả lời được:\n• 3 × " in shown.text
    assert "xe may" not in shown.text


async def test_from_the_digest_one_goes_to_what_was_not_answered(bot: Services, stage: Stage) -> None:
    await miss(bot, NOW)
    await monday(bot)
    shown = await stage.thu.wait_for(lambda message: "photo" in message.media)
    await stage.thu.press(shown, "Câu chưa trả lời (1)").answered()
    assert await stage.thu.wait_for(lambda message: "Nhóm 1/1" in message.text)


async def test_a_week_without_questions_says_so(bot: Services, stage: Stage) -> None:
    await monday(bot)
    shown = await stage.thu.wait_for(lambda message: "photo" in message.media)
    assert "Chưa có câu hỏi nào" in shown.text
    assert shown.labels == []


async def test_the_replay_is_told_below_it(bot: Services, stage: Stage) -> None:
    question = await ask(bot, NOW, text="Đăng ký chữ ký số", article="can-cuoc")
    await bot.store.record_feedback(question, "lan", True, NOW)
    await monday(bot)
    said = await stage.thu.wait_for(lambda message: message.text.startswith("Hỏi lại 1 câu"))
    assert "Làm căn cước → Đăng ký chữ ký số" in said.text
    await monday(bot, MONDAY + 7 * DAY)
    await stage.thu.wait_for(lambda message: "Không câu nào bị trả lời kém đi" in message.text)


async def test_what_could_not_be_sent_is_sent_at_the_next_look_and_nothing_else_twice(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    question = await ask(bot, NOW, text="Đăng ký chữ ký số", article="can-cuoc")
    await bot.store.record_feedback(question, "lan", True, NOW)
    telegram.faults.add("sendPhoto", ServerError(502), times=1)
    await monday(bot)
    assert not [message for message in stage.thu.bot_messages if message.media]
    for hours in (1, 2):
        await monday(bot, MONDAY + timedelta(hours=hours))
    assert len([message for message in stage.thu.bot_messages if message.media]) == 1
    assert len([message for message in stage.thu.bot_messages if message.text.startswith("Hỏi lại")]) == 1


async def test_personal_numbers_are_in_neither(bot: Services, stage: Stage) -> None:
    await miss(bot, NOW, "giá vàng số 0905123456")
    question = await ask(bot, NOW, text="Đăng ký chữ ký số 048190001234", article="can-cuoc")
    await bot.store.record_feedback(question, "lan", True, NOW)
    await monday(bot)
    await stage.thu.wait_for(lambda message: message.text.startswith("Hỏi lại"))
    everything = " ".join(message.text for message in stage.thu.bot_messages)
    assert "0905123456" not in everything
    assert "048190001234" not in everything
    assert "[số]" in everything


async def test_the_longest_digest_fits_under_a_picture(bot: Services, stage: Stage) -> None:
    for number in range(5):
        invited = await bot.store.teams.invite(f"to {number}", "Tổ " + "W" * 61, "h" * 63 + str(number), 1, MONDAY)
        await ask(bot, NOW, team=invited.id)
        await miss(bot, NOW, f"{chr(97 + number) * 9} " * 40)
    report = read_report(bot.settings.data, bot.responder.content, whole_days(Length.WEEK, MONDAY))
    missed = await MissedQuestions(bot.settings.data).find(bot.responder, MONDAY)
    assert utf16_length(digest(report, missed).plain) <= 1024
