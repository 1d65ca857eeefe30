"""Pressed buttons and inline queries, as the person who waits for their answer sees them."""

from dataclasses import dataclass

from .accounts import BotAccount
from .delivery import deliver_message
from .errors import Json, SandboxUsageError
from .keyboards import Button
from .model import CallbackQuery, Chat, InlineQuery, Message, User
from .text import Formatted, parse_entities
from .waiting import DEFAULT_TIMEOUT
from .wire import message_json, user_json
from .world import World


@dataclass(frozen=True)
class CallbackAnswer:
    """What the person sees after pressing: a toast, an alert, or (empty) nothing."""

    text: str
    show_alert: bool
    url: str


@dataclass(frozen=True)
class Press:
    """A button that was pressed."""

    world: World
    query: CallbackQuery

    async def answered(self, timeout: float = DEFAULT_TIMEOUT) -> CallbackAnswer:  # noqa: ASYNC109
        """What the bot answers. Raises TimeoutError while the clock on the button would go on turning."""
        what = f"button {self.query.data!r} is not answered"
        return CallbackAnswer(**await self.world.feed.until(lambda: self.query.answer, timeout, what))

    def expire(self) -> None:
        """Let the query become too old to be answered."""
        self.query.expired = True


@dataclass(frozen=True)
class InlineResults:
    """The answer to an inline query."""

    results: list[Json]
    cache_time: int
    is_personal: bool
    next_offset: str
    button: Json | None


@dataclass(frozen=True)
class InlineAsk:
    """An inline query that was typed in a chat."""

    world: World
    bot: BotAccount
    chat: Chat
    query: InlineQuery

    async def results(self, timeout: float = DEFAULT_TIMEOUT) -> InlineResults:  # noqa: ASYNC109
        """What the bot offers. Raises TimeoutError."""
        what = f"inline query {self.query.text!r} is not answered"
        return InlineResults(**await self.world.feed.until(lambda: self.query.answer, timeout, what))

    def choose(self, result_id: str) -> Message:
        """Tap a result: the person posts its message in the chat. Raises SandboxUsageError when there is none."""
        offered = self.query.answer["results"] if self.query.answer else []
        result = next((one for one in offered if one["id"] == result_id), None)
        if result is None or "message" not in result:
            raise SandboxUsageError(f"no text result {result_id!r} among {[one['id'] for one in offered]}")
        written = result["message"]
        content = Formatted(written["text"], parse_entities(written["entities"], written["text"]))
        message = self.world.draft(self.chat, self.query.user, content)
        message.via_bot, message.markup = self.bot.user, result["reply_markup"]
        message.inline_message_id = self.world.fresh_id()
        self.world.inline_messages[message.inline_message_id] = message
        self.world.post(message)
        deliver_message(self.world, message)
        self._tell_chosen(result_id, message)
        return message

    def _tell_chosen(self, result_id: str, message: Message) -> None:
        if not self.bot.inline_feedback:
            return
        payload = {"result_id": result_id, "from": user_json(self.query.user), "query": self.query.text}
        if message.markup is not None:
            payload["inline_message_id"] = message.inline_message_id
        self.bot.inbox.push("chosen_inline_result", self.query.user.id, payload)

    def expire(self) -> None:
        """Let the query become too old to be answered."""
        self.query.expired = True


def press_button(world: World, user: User, message: Message, button: object) -> Press:
    """Queue the callback query of a pressed button.

    Raises SandboxUsageError when the button opens a link or does something else on the phone.
    """
    pressed = _which(message, button)
    if not pressed.callback_data:
        raise SandboxUsageError(f"the button {pressed.text!r} asks the bot nothing; it opens {pressed.url!r}")
    bot = message.via_bot or message.sender
    account = world.accounts.by_id(bot.id) if bot is not None else None
    if account is None:
        raise SandboxUsageError("the message with this button is not from a bot")
    query = CallbackQuery(world.fresh_id(), account.id, user, message, pressed.callback_data, world.clock())
    world.callbacks[query.id] = query
    account.inbox.push("callback_query", message.chat.id, _callback_json(query))
    asked = {"callback_query_id": query.id, "user_id": user.id, "message_id": message.id, "data": query.data}
    world.feed.emit("callback_query", message.chat.id, asked)
    return Press(world, query)


def _which(message: Message, button: object) -> Button:
    if isinstance(button, Button):
        return button
    if isinstance(button, int):
        return message.buttons[button]
    return message.button(str(button))


def _callback_json(query: CallbackQuery) -> Json:
    found: Json = {
        "id": query.id,
        "from": user_json(query.user),
        "chat_instance": str(abs(query.message.chat.id)),
        "data": query.data,
    }
    if query.message.inline_message_id:
        return {**found, "inline_message_id": query.message.inline_message_id}
    if query.message.deleted:
        gone = {"chat": message_json(query.message)["chat"], "message_id": query.message.id, "date": 0}
        return {**found, "message": gone}
    return {**found, "message": message_json(query.message)}


def ask_inline(world: World, bot: BotAccount, user: User, chat: Chat, text: str, offset: str) -> InlineAsk:
    """Queue an inline query. Telegram cuts it after 256 characters."""
    query = InlineQuery(world.fresh_id(), bot.id, user, text[:256], offset, world.clock())
    world.inline_queries[query.id] = query
    place = "sender" if chat.is_private and chat.bot_id == bot.id else chat.type
    payload = {"id": query.id, "from": user_json(user), "query": query.text, "offset": offset, "chat_type": place}
    bot.inbox.push("inline_query", user.id, payload)
    world.feed.emit("inline_query", user.id, {"inline_query_id": query.id, "user_id": user.id, "query": query.text})
    return InlineAsk(world, bot, chat, query)
