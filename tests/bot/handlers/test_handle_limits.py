"""Whoever floods the bot hears so once a minute; nobody else notices."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.config import Settings
from bot.handlers import limiting
from bot.limits import Rate
from bot.sandbox import Entity, Person, SandboxServer, Seat
from bot.services import Services
from bot.store import read_stats

from ..conftest import NOW, Settled
from .test_handle_buttons import Running

BURST = 3


@pytest.fixture
def settings(settings: Settings) -> Settings:
    per_person = settings.per_person.model_copy(update={"burst": BURST, "seconds": 600})
    sending = settings.sending.model_copy(update={"chat_per_second": 30})
    return settings.model_copy(update={"limits": "on", "per_person": per_person, "sending": sending})


def outcomes(bot: Services) -> dict[str, int]:
    now = bot.clock()
    return dict(read_stats(bot.settings.data, now - timedelta(hours=1), now + timedelta(hours=1)).outcomes)


async def flood(chat: Seat, times: int) -> None:
    for _ in range(times):
        chat.send("căn cước hết hạn")


async def test_after_the_burst_comes_one_polite_line_and_then_silence(
    bot: Services, chat: Seat, telegram: SandboxServer, settled: Settled
) -> None:
    await flood(chat, BURST + 4)
    other = telegram.user(1002, "Ba", "vi").private()
    other.send("đăng ký chữ ký số")
    assert (await other.next_bot_message()).text.startswith("Đăng ký chữ ký số")
    await settled()
    texts = [message.text for message in chat.bot_messages]
    assert [text.startswith("Làm căn cước") for text in texts] == [True] * BURST + [False]
    assert "chờ một phút" in texts[-1]
    assert outcomes(bot) == {"answered": BURST + 1, "limited": 4}


async def test_commands_and_edits_count_too(bot: Services, chat: Seat) -> None:
    chat.send("/chude")
    asked = chat.send("căn cước hết hạn")
    chat.edit(asked, "căn cước hết hạn rồi")
    chat.send("/help")
    while len(chat.bot_messages) < 3:
        await chat.next_bot_message()
    assert "chờ một phút" in chat.bot_messages[-1].text


async def test_what_a_group_says_among_itself_is_not_counted(
    bot: Services, telegram: SandboxServer, lan: Person
) -> None:
    telegram.bot.privacy_mode = False
    seat = telegram.group("Tổ 12", members=[lan]).seat(lan)
    for _ in range(BURST + 2):
        seat.send("bà con ơi")
    seat.send("@HoiDapSoBot căn cước hết hạn", entities=(Entity("mention", 0, 12),))
    assert (await seat.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_group_member_over_the_limit_is_told_once(bot: Services, telegram: SandboxServer, lan: Person) -> None:
    seat = telegram.group("Tổ 12", members=[lan]).seat(lan)
    for _ in range(BURST + 2):
        seat.send("/hoi căn cước hết hạn")
    for _ in range(BURST + 1):
        last = await seat.next_bot_message()
    assert "chờ một phút" in last.text


async def test_staff_in_their_group_are_not_limited(
    running: Running, settings: Settings, telegram: SandboxServer, lan: Person
) -> None:
    group = telegram.group("Cán bộ", members=[lan], bot_admin=True)
    object.__setattr__(settings, "staff_chat", group.seat(lan).chat.id)
    async with running():
        seat = group.seat(lan)
        for _ in range(BURST + 2):
            seat.send("/hoi căn cước hết hạn")
        for _ in range(BURST + 2):
            assert (await seat.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_button_over_the_limit_is_answered_and_does_nothing(
    running: Running, chat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "PRESSES", Rate(1, 60))
    async with running():
        chat.send("căn cước hết hạn")
        answer = await chat.next_bot_message()
        await chat.press(answer, "Lệ phí").answered()
        text = answer.text
        told = await chat.press(answer, "Thời gian").answered()
        assert "bấm hơi nhanh" in str(told.text)
        assert answer.text == text


async def test_a_member_of_a_team_may_send_more(bot: Services, chat: Seat) -> None:
    await bot.store.teams.invite("an khê", "An Khê", "mã", 1, NOW + timedelta(days=1))
    await bot.store.teams.join("mã", bot.person(1001), "Lan", NOW)
    await flood(chat, BURST + 2)
    for _ in range(BURST + 2):
        assert (await chat.next_bot_message()).text.startswith("Làm căn cước")


async def test_limits_can_be_switched_off(
    running: Running, settings: Settings, chat: Seat, telegram: SandboxServer
) -> None:
    object.__setattr__(settings, "limits", "off")
    async with running():
        await flood(chat, BURST + 2)
        for _ in range(BURST + 2):
            assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
