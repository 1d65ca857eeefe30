"""/thongke as the staff group sees it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from bot.cards.press import Press, PressError
from bot.sandbox import Message, SandboxServer
from bot.services import Services
from tests.bot.cases.conftest import Stage
from tests.bot.conftest import NOW, Running
from tests.bot.statistics.conftest import ask

DAY = timedelta(days=1)


async def chart(stage: Stage, command: str = "/thongke") -> Message:
    asked = stage.thu.send(command)
    return await stage.thu.wait_for(lambda message: message.reply_to is asked)


async def test_the_chart_of_the_week_comes_with_three_lines_and_buttons(bot: Services, stage: Stage) -> None:
    await ask(bot, NOW)
    shown = await chart(stage)
    assert shown.file is not None
    assert Image.open(io.BytesIO(shown.file.data)).width == 1080
    heading, *lines = shown.text.splitlines()
    assert heading == "7 ngày · 18/11 – 24/11/2026"
    assert len(lines) == 3
    assert shown.labels == ["Hôm nay", "• 7 ngày", "30 ngày"]


@pytest.mark.parametrize(("argument", "heading"), [("ngày", "Hôm nay"), ("THANG", "30 ngày"), ("tuần", "7 ngày")])
async def test_another_span_can_be_asked_for_with_or_without_accents(
    bot: Services, stage: Stage, argument: str, heading: str
) -> None:
    assert (await chart(stage, f"/thongke {argument}")).text.startswith(heading)


async def test_what_is_no_span_is_answered_with_those_there_are(bot: Services, stage: Stage) -> None:
    assert "/thongke tuan" in (await chart(stage, "/thongke năm")).text


async def test_a_button_edits_the_chart_in_place_and_pressed_again_it_counts_anew(bot: Services, stage: Stage) -> None:
    shown = await chart(stage)
    await stage.thu.press(shown, "30 ngày").answered()
    assert shown.text.startswith("30 ngày")
    assert "Chưa có câu hỏi nào (30 ngày trước: 0)" in shown.text
    before = shown.file
    await ask(bot, NOW)
    await stage.thu.press(shown, "30 ngày").answered()
    assert "Câu hỏi: 1 " in shown.text
    assert shown.file is not before


async def test_after_a_restart_the_buttons_still_work(running: Running, stage: Stage) -> None:
    async with running():
        shown = await chart(stage)
    async with running():
        await stage.thu.press(shown, "Hôm nay").answered()
    assert shown.text.startswith("Hôm nay")


async def test_nobody_else_gets_numbers(bot: Services, stage: Stage, telegram: SandboxServer) -> None:
    asked = stage.lan.send("/thongke")
    answer = await stage.lan.wait_for(lambda message: message.reply_to is asked or message.id > asked.id)
    assert "Câu hỏi:" not in answer.text


async def test_when_it_cannot_be_drawn_the_words_come_alone(
    bot: Services, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> list[bytes]:
        raise PressError("typst không chạy")

    monkeypatch.setattr(Press, "pictures", broken)
    shown = await chart(stage)
    assert shown.file is None
    assert shown.text.startswith("7 ngày")
    assert "Chưa vẽ được" in (await stage.thu.press(shown, "Hôm nay").answered()).text
