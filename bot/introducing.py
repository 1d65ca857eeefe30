"""What the bot tells Telegram of itself: its commands and its description, in each language of the chrome."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.config import OperatorSettings
from bot.locale import CONTENT_LANGUAGE, SOURCE_LANGUAGE, Locale, get_locale
from bot.rendering import about_operator

_log = logging.getLogger(__name__)


async def introduce(bot: Bot, operator: OperatorSettings) -> None:
    """Registers commands and description; Vietnamese is also what people of any other language see. What the server
    refuses is logged, and the bot goes on without it."""
    _hint(bot)
    vietnamese, english = get_locale(CONTENT_LANGUAGE), get_locale(SOURCE_LANGUAGE)
    for locale, code in ((vietnamese, None), (vietnamese, CONTENT_LANGUAGE), (english, SOURCE_LANGUAGE)):
        try:
            await bot.set_my_commands(commands(locale), language_code=code)
            await bot.set_my_commands(group_commands(locale), BotCommandScopeAllGroupChats(), code)
            await bot.set_my_description(description(locale, operator), language_code=code)
        except TelegramError as error:
            _log.warning("The commands in language %s were not registered: %s", code or "default", error)


def _hint(bot: Bot) -> None:
    """What @BotFather should be told, for whoever reads the log."""
    if bot.bot.can_read_all_group_messages:
        _log.warning(
            "Bot đang nhận mọi tin trong nhóm. Hãy bật chế độ riêng tư ở @BotFather (/setprivacy, Enable) rồi xóa bot "
            "khỏi nhóm và thêm lại."
        )
    if bot.bot.supports_inline_queries is False:
        _log.warning("Chưa gõ được @%s trong nhóm khác. Hãy bật ở @BotFather (/setinline).", bot.username)


async def introduce_to_staff(bot: Bot, chat_id: int) -> None:
    """Registers the commands that the staff group sees. What the server refuses is logged."""
    vietnamese = get_locale(CONTENT_LANGUAGE)
    try:
        await bot.set_my_commands(staff_commands(vietnamese), scope=BotCommandScopeChat(chat_id))
    except TelegramError as error:
        _log.warning("The commands of the staff group were not registered: %s", error)


def commands(locale: Locale) -> list[BotCommand]:
    """The menu of commands."""
    return [
        BotCommand("chude", locale.text("Browse all topics")),
        BotCommand("hoi", locale.text("Ask a question, also in a group")),
        BotCommand("riengtu", locale.text("What is stored about you, and erasing it")),
        BotCommand("xoadulieu", locale.text("Erase what is stored about you")),
        BotCommand("ngonngu", locale.text("Language of the menus")),
        BotCommand("help", locale.text("How to ask")),
    ]


def group_commands(locale: Locale) -> list[BotCommand]:
    """The menu in groups: only what is answered there."""
    return [BotCommand("hoi", locale.text("Ask a question, also in a group"))]


def staff_commands(locale: Locale) -> list[BotCommand]:
    """The menu of commands in the staff group: what is answered there."""
    return [
        BotCommand("choxuly", locale.text("Questions that are open")),
        BotCommand("sua", locale.text("Edit an article or another content file")),
        BotCommand("them", locale.text("Write a new article in five messages")),
        BotCommand("hethan", locale.text("What lapses, and what nobody has checked")),
        BotCommand("lichsu", locale.text("Versions of an article, and going back")),
        BotCommand("hoantac", locale.text("Take back what was published last")),
        BotCommand("thongke", locale.text("Numbers: today, 7 days, 30 days")),
        BotCommand("chuatraloi", locale.text("What was not answered, in groups")),
        BotCommand("moi", locale.text("Invite people into a community team")),
        BotCommand("cacnhom", locale.text("All community teams")),
        BotCommand("thanhvien", locale.text("Members of a team, and removing them")),
        *group_commands(locale),
    ]


def description(locale: Locale, operator: OperatorSettings) -> str:
    """What stands in the empty chat, at most 512 letters."""
    about = locale.text("Answers questions about online public services, digital signatures and cashless payment.")
    return f"{about} {about_operator(locale, operator.name, operator.contact, operator.official)}".strip()[:512]
