"""What the bot tells Telegram of itself at start."""

import logging

import pytest
from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeChat

from bot.config import OperatorSettings
from bot.introducing import commands, description, introduce, introduce_to_staff
from bot.locale import get_locale
from bot.sandbox import SandboxServer, ServerError

OPERATOR = OperatorSettings(name="Nhóm Sông Hàn", contact="0905", official=False)


@pytest.fixture
async def api(telegram: SandboxServer) -> Bot:
    return Bot(telegram.token, base_url=telegram.api_url, base_file_url=telegram.file_url)


async def test_commands_and_description_are_registered_in_both_languages(api: Bot) -> None:
    async with api:
        await introduce(api, OPERATOR)
        assert {one.command for one in await api.get_my_commands()} == {
            "chude",
            "hoi",
            "riengtu",
            "xoadulieu",
            "ngonngu",
            "help",
        }
        described = {code: (await api.get_my_commands(language_code=code))[0].description for code in ("vi", "en")}
        assert described == {"vi": "Xem tất cả chủ đề", "en": "Browse all topics"}
        assert "Nhóm Sông Hàn" in (await api.get_my_description()).description


async def test_groups_are_offered_only_what_is_answered_there(api: Bot) -> None:
    async with api:
        await introduce(api, OPERATOR)
        offered = {code: await api.get_my_commands(BotCommandScopeAllGroupChats(), code) for code in (None, "vi", "en")}
        assert [[one.command for one in commands] for commands in offered.values()] == [["hoi"]] * 3


async def test_the_staff_group_has_commands_of_its_own(api: Bot, telegram: SandboxServer) -> None:
    group = telegram.group("Cán bộ", members=[telegram.user(1004, "Thu")])
    async with api:
        await introduce_to_staff(api, group.id)
        there = {one.command for one in await api.get_my_commands(scope=BotCommandScopeChat(group.id))}
        of_content = {"sua", "them", "hethan", "lichsu", "hoantac"}
        of_numbers = {"thongke", "chuatraloi"}
        assert there == {"choxuly", *of_content, *of_numbers, "moi", "cacnhom", "thanhvien", "hoi"}
        assert "moi" not in {one.command for one in await api.get_my_commands()}


async def test_a_staff_group_that_is_not_there_is_logged_and_the_bot_goes_on(
    api: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    async with api:
        with caplog.at_level(logging.WARNING, logger="bot.introducing"):
            await introduce_to_staff(api, -404)
    assert "commands of the staff group were not registered" in caplog.text


async def test_privacy_mode_that_is_off_is_pointed_out_with_the_remedy(
    api: Bot, telegram: SandboxServer, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.bot.privacy_mode = False
    async with api:
        with caplog.at_level(logging.WARNING, logger="bot.introducing"):
            await introduce(api, OPERATOR)
    assert "/setprivacy" in caplog.text


async def test_a_server_that_refuses_is_logged_and_the_bot_goes_on(
    api: Bot, telegram: SandboxServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with api:
        telegram.faults.add("setMyCommands", ServerError(), times=1)
        with caplog.at_level(logging.WARNING, logger="bot.introducing"):
            await introduce(api, OPERATOR)
        assert "not registered" in caplog.text
        assert (await api.get_my_commands(language_code="en"))[0].description == "Browse all topics"


@pytest.mark.parametrize("code", ["vi", "en"])
def test_telegrams_limits_are_kept(code: str) -> None:
    locale = get_locale(code)
    assert all(len(one.description) <= 256 for one in commands(locale))
    assert len(description(locale, OperatorSettings(name="x" * 900))) <= 512
