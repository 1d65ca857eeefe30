"""What a bot says about itself: commands, names, menu button."""

import aiohttp
import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat, MenuButtonCommands
from telegram.error import BadRequest

from bot.sandbox import SandboxServer, Seat


async def test_commands_are_kept_per_scope_and_language(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("help", "Trợ giúp")])
    await bot.set_my_commands([BotCommand("help", "Help")], language_code="en")
    await bot.set_my_commands([BotCommand("hoi", "Hỏi")], scope=BotCommandScopeAllGroupChats())
    assert [one.description for one in await bot.get_my_commands()] == ["Trợ giúp"]
    assert [one.description for one in await bot.get_my_commands(language_code="en")] == ["Help"]
    assert [one.command for one in await bot.get_my_commands(BotCommandScopeAllGroupChats())] == ["hoi"]
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([("trợgiúp", "x")], "Bot_command_invalid"),
        ([("a" * 33, "x")], "Bot_command_invalid"),
        ([("help", " ")], "Command description must be non-empty"),
        ([("help", "x" * 257)], "Bot_command_description_invalid"),
        ([(f"c{number}", "x") for number in range(101)], "Bot_commands_too_much"),
    ],
    ids=["letters", "long name", "no description", "long description", "too many"],
)
async def test_bad_commands_are_refused(bot: Bot, commands: list[tuple[str, str]], reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_my_commands(commands)


async def test_a_bad_language_or_scope_is_refused(bot: Bot, http: aiohttp.ClientSession) -> None:
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_commands([("help", "x")], language_code="vietnamese")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([("help", "x")], scope=BotCommandScopeChat(99))
    async with http.post("setMyCommands", json={"commands": [], "scope": {"type": "sky"}}) as response:
        assert "can't parse BotCommandScope" in (await response.json())["description"]


async def test_names_and_descriptions_are_kept(bot: Bot) -> None:
    await bot.set_my_name("Hỏi Đáp Số")
    await bot.set_my_description("Trả lời về dịch vụ công")
    await bot.set_my_short_description("Hỏi đáp", language_code="vi")
    assert (await bot.get_my_name()).name == "Hỏi Đáp Số"
    assert (await bot.get_my_description()).description == "Trả lời về dịch vụ công"
    assert (await bot.get_my_short_description("vi")).short_description == "Hỏi đáp"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)


async def test_the_menu_button_is_kept(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    assert await bot.set_chat_menu_button(1001, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(1001)).type == "commands"
