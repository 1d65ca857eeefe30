"""The bot itself: getMe, its names and descriptions, its menu button, close and logOut."""

from collections.abc import Awaitable, Callable

from ..context import Context
from ..errors import Json, refuse
from ..wire import user_json

_LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(context: Context) -> Json:
    """The bot as a User with what it can do."""
    return {
        **user_json(context.bot.user),
        "can_join_groups": True,
        "can_read_all_group_messages": not context.bot.privacy_mode,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def close(_context: Context) -> bool:
    """Nothing to close here; accepted."""
    return True


async def log_out(context: Context) -> bool:
    """After this every other method is refused until the test logs the bot in again."""
    context.bot.logged_out = True
    return True


async def set_chat_menu_button(context: Context) -> bool:
    """Keep what the menu button shall show."""
    chat_id = context.params.number("chat_id", 0)
    if chat_id:
        context.writable_chat()
    context.bot.menu_buttons[chat_id] = context.params.object("menu_button") or {"type": "default"}
    return True


async def get_chat_menu_button(context: Context) -> Json:
    """What the menu button shows."""
    default: Json = {"type": "commands"}
    return context.bot.menu_buttons.get(context.params.number("chat_id", 0), default)


def _setter(what: str) -> Callable[[Context], Awaitable[bool]]:
    async def set_text(context: Context) -> bool:
        text = context.params.text(what)
        if len(text) > _LIMITS[what]:
            refuse(f"bot {what.replace('_', ' ')} is too long")
        context.bot.texts[what, context.params.text("language_code")] = text
        return True

    return set_text


def _getter(what: str) -> Callable[[Context], Awaitable[Json]]:
    async def get_text(context: Context) -> Json:
        language = context.params.text("language_code")
        own = context.bot.texts.get((what, language)) or context.bot.texts.get((what, ""), "")
        return {what: own or (context.bot.user.first_name if what == "name" else "")}

    return get_text


METHODS: dict[str, Callable[[Context], Awaitable[object]]] = {
    "getMe": get_me,
    "close": close,
    "logOut": log_out,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
