"""What a method of the Bot API is given."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from .accounts import BotAccount
from .errors import EDIT_NOT_FOUND, refuse
from .model import Chat, Message
from .params import Params
from .world import World


class UpdateSender(Protocol):
    """The part that pushes updates to a webhook."""

    def settings_changed(self) -> None:
        """Start or stop sending, as the bot's webhook settings now say."""


@dataclass(frozen=True)
class Described:
    """A result that comes with a description."""

    value: object
    text: str


@dataclass(frozen=True)
class Context:
    """One call: the world it acts on, the bot that calls, its parameters."""

    world: World
    bot: BotAccount
    params: Params
    sender: UpdateSender
    caller_there: Callable[[], bool]

    def chat(self) -> Chat:
        """The chat named by `chat_id`, to read. Raises ApiError when there is none."""
        return self.world.chat_for(self.bot, self.params.chat_id())

    def writable_chat(self) -> Chat:
        """The chat named by `chat_id`, to write to. Raises ApiError when the bot may not."""
        return self.world.writable_chat(self.bot, self.params.chat_id())

    def message(self, missing: str = EDIT_NOT_FOUND) -> Message:
        """The message named by `chat_id` and `message_id`. Raises ApiError when there is none."""
        chat = self.writable_chat()
        if not self.params.has("message_id"):
            refuse("message identifier is not specified")
        found = chat.messages.get(self.params.number("message_id"))
        if found is None:
            refuse(missing)
        return found


class Method:
    """A method of the Bot API under its name."""

    def __init__(self, api_name: str, run: Callable[[Context], Awaitable[object]]) -> None:
        self.api_name = api_name
        self._run = run

    async def __call__(self, context: Context) -> object:
        return await self._run(context)
