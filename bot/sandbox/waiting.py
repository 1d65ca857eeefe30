"""Waiting for what the bot does in a chat."""

from collections.abc import Callable

from .errors import Json
from .model import Chat, Message
from .world import World

DEFAULT_TIMEOUT = 5.0


class ChatWatch:
    """Looks at one chat. `next_bot_message` gives each message once, in order, over all watches of one object."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self._seen = chat.last_message_id
        self._edits_from = world.feed.last_seq
        self._edits_seen: dict[int, int] = {}

    @property
    def messages(self) -> list[Message]:
        """All messages of the chat that are not deleted, oldest first."""
        return list(self.chat.messages.values())

    @property
    def bot_messages(self) -> list[Message]:
        """Those that a bot wrote."""
        return [message for message in self.messages if message.sender is not None and message.sender.is_bot]

    @property
    def last_bot_message(self) -> Message:
        """The newest of them. Raises LookupError when there is none."""
        if not self.bot_messages:
            raise LookupError(f"no bot has written in chat {self.chat.id}")
        return self.bot_messages[-1]

    async def next_bot_message(self, timeout: float = DEFAULT_TIMEOUT) -> Message:  # noqa: ASYNC109
        """The first message of the bot that this object has not given yet. Raises TimeoutError."""

        def unseen() -> Message | None:
            return next((message for message in self.bot_messages if message.id > self._seen), None)

        found = await self.world.feed.until(unseen, timeout, f"no new message of the bot{self._so_far()}")
        self._seen = found.id
        return found

    async def wait_for(
        self,
        predicate: Callable[[Message], object],
        timeout: float = DEFAULT_TIMEOUT,  # noqa: ASYNC109
    ) -> Message:
        """The newest message of the bot, new or edited, for which the predicate holds. Raises TimeoutError."""

        def fitting() -> Message | None:
            return next((message for message in reversed(self.bot_messages) if predicate(message)), None)

        return await self.world.feed.until(fitting, timeout, f"no message as expected{self._so_far()}")

    async def next_edit(self, message: Message, timeout: float = DEFAULT_TIMEOUT) -> Message:  # noqa: ASYNC109
        """The message after its next edit, counted from the last edit of it that this object gave.

        Raises TimeoutError.
        """

        def edited() -> int | None:
            for event in self.world.feed.since(self._edits_seen.get(message.id, self._edits_from)):
                if event.kind == "message_edited" and event.chat_id == self.chat.id:
                    changed: Json = event.data["message"]
                    if changed["message_id"] == message.id:
                        return event.seq
            return None

        what = f"message {message.id} was not edited"
        self._edits_seen[message.id] = await self.world.feed.until(edited, timeout, what)
        return message

    def _so_far(self) -> str:
        texts = [message.text[:80] for message in self.bot_messages[-3:]]
        return f" in chat {self.chat.id}; its latest there: {texts}"
