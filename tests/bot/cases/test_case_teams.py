"""Community teams hand over too: for themselves, and for whoever wrote what they forward."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import SandboxServer, from_hidden_user
from bot.services import Services
from tests.bot.cases.conftest import QUESTION, Stage
from tests.bot.conftest import NOW, Settled

PASSED_ON = from_hidden_user("Bà Bảy", 1)


@pytest.fixture
async def in_team(bot: Services, stage: Stage) -> Services:
    """The bot, with Lan in the team An Khê."""
    await bot.store.teams.invite("an khê", "An Khê", "mã", 1, NOW + timedelta(days=1))
    await bot.store.teams.join("mã", bot.person(stage.lan.person.id), "Lan", NOW)
    return bot


async def test_staff_see_of_which_team_the_asker_is(in_team: Services, stage: Stage) -> None:
    assert "Tổ: An Khê" in (await stage.hand_over()).text


async def test_a_residents_case_names_no_team(bot: Services, stage: Stage) -> None:
    assert "Tổ:" not in (await stage.hand_over()).text


async def test_a_forwarded_message_goes_to_staff_and_the_answer_comes_back_to_it(
    in_team: Services, stage: Stage
) -> None:
    asked = stage.lan.send(QUESTION, origin=PASSED_ON)
    answer = await stage.lan.next_bot_message()
    await stage.lan.press(answer, "Gửi cán bộ").answered()
    preview = await stage.lan.wait_for(lambda message: "Gửi" in message.labels)
    await stage.lan.press(preview, "Gửi").answered()
    card = await stage.thu.wait_for(lambda message: QUESTION in message.text)
    assert "Bà Bảy" not in card.text
    stage.thu.send("Bác hỏi tiệm vàng nhé", reply_to=card)
    back = await stage.lan.wait_for(lambda message: "tiệm vàng" in message.text)
    assert back.reply_to is asked


async def test_two_forwards_without_an_answer_offer_nothing_by_themselves(
    bot: Services, stage: Stage, telegram: SandboxServer, settled: Settled
) -> None:
    for text in (QUESTION, "thời tiết ngày mai"):
        stage.lan.send(text, origin=PASSED_ON)
        await stage.lan.next_bot_message()
    await telegram.polled()
    await settled()
    assert [message for message in stage.lan.bot_messages if "Gửi" in message.labels] == []


async def test_the_team_counts_what_it_sent_to_staff(in_team: Services, stage: Stage) -> None:
    await stage.hand_over()
    stage.lan.send("/nhom")
    week = await stage.lan.wait_for(lambda message: "Gửi cán bộ:" in message.text)
    assert "Gửi cán bộ: 1" in week.text
