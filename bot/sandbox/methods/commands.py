"""setMyCommands, getMyCommands and deleteMyCommands."""

import json
import re

from ..context import Context
from ..errors import Json, refuse
from ..params import Params

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = frozenset(
    {
        "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
        "chat_administrators", "chat_member",
    }
)  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2}")


async def set_my_commands(context: Context) -> bool:
    """Set the command menu for a scope and a language."""
    given = context.params.data("commands")
    if not isinstance(given, list):
        refuse("can't parse commands JSON array")
    if len(given) > 100:
        refuse("BOT_COMMANDS_TOO_MUCH")
    commands = [_checked(item) for item in given]
    context.bot.commands[_key(context)] = commands
    context.world.feed.emit("commands", 0, {"bot_id": context.bot.id, "commands": commands})
    return True


async def get_my_commands(context: Context) -> list[Json]:
    """The commands set for exactly this scope and language."""
    return context.bot.commands.get(_key(context), [])


async def delete_my_commands(context: Context) -> bool:
    """Forget the commands of this scope and language."""
    context.bot.commands.pop(_key(context), None)
    context.world.feed.emit("commands", 0, {"bot_id": context.bot.id, "commands": []})
    return True


def _checked(item: object) -> Json:
    if not isinstance(item, dict):
        refuse("can't parse BotCommand: expected an Object")
    name = str(item.get("command", "")).removeprefix("/").lower()
    if not _NAME.fullmatch(name):
        refuse("BOT_COMMAND_INVALID")
    description = str(item.get("description", "")).strip()
    if not description:
        refuse("command description must be non-empty")
    if len(description) > 256:
        refuse("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _key(context: Context) -> tuple[str, str]:
    scope = context.params.object("scope") or {"type": "default"}
    if str(scope.get("type")) not in _SCOPES:
        refuse("can't parse BotCommandScope: Unsupported type specified")
    if str(scope["type"]) in {"chat", "chat_administrators", "chat_member"}:
        context.world.chat_for(context.bot, Params(scope).chat_id())
    language = context.params.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        refuse("invalid language code specified")
    return json.dumps(scope, sort_keys=True), language


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
