"""People: what somebody with Telegram on a phone can do.

Everything here is plain and synchronous, to be called in the event loop that serves the sandbox: it returns
when the update stands in the bot's queue. Waiting for what the bot does is separate and awaited.
"""

from .accounts import BotAccount
from .delivery import deliver_message, set_blocked
from .errors import Json, SandboxUsageError
from .media import Attachment, contact, document, location, photo, sticker, voice
from .model import PRESENT, Chat, Message, User
from .origins import origin_of
from .queries import InlineAsk, Press, ask_inline, press_button
from .text import Entity, Formatted, trimmed, utf16_length
from .waiting import ChatWatch
from .world import World

_TYPING_LIMIT = 4096


class Person:
    """Somebody on Telegram. Settings such as the language are changed on `user`."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user
        self._seats: dict[Chat, Seat] = {}

    @property
    def id(self) -> int:
        """The user id, which is also the id of the private chat."""
        return self.user.id

    def private(self, bot: BotAccount | None = None) -> "Seat":
        """Their private chat with the bot (the first one, unless named); the same object every time."""
        account = bot or self.world.accounts.all()[0]
        return self.within(self.world.private_chat(account, self.user))

    def within(self, chat: Chat) -> "Seat":
        """Their place in a chat; the same object every time."""
        if chat not in self._seats:
            self._seats[chat] = Seat(self, chat)
        return self._seats[chat]


class Seat(ChatWatch):
    """One person's place in one chat: says, edits, presses, forwards; and sees what the bot does there."""

    def __init__(self, person: Person, chat: Chat) -> None:
        super().__init__(person.world, chat)
        self.person = person

    def start(self, payload: str = "") -> Message:
        """Press "Start" (with the payload of a `?start=` link)."""
        return self.send(f"/start {payload}".strip())

    def send(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        origin: Json | None = None,
        entities: tuple[Entity, ...] = (),
    ) -> Message:
        """Say something; with an `origin` (see `origins`) it is a forward. Raises SandboxUsageError on no text."""
        content = trimmed(Formatted(text, entities))
        if not content.text:
            raise SandboxUsageError("Telegram's apps send no message without text")
        if utf16_length(content.text) > _TYPING_LIMIT:
            raise SandboxUsageError(f"Telegram's apps send at most {_TYPING_LIMIT} UTF-16 units in a message")
        return self._post(Message(0, self.chat, None, 0, content), reply_to, thread, origin)

    def edit(self, message: Message, text: str) -> Message:
        """Change an own message. Raises SandboxUsageError for somebody else's or when nothing changes."""
        if message.sender is not self.person.user:
            raise SandboxUsageError("a person edits only their own messages")
        content = trimmed(Formatted(text))
        if content.text == message.text:
            raise SandboxUsageError("an edit that changes nothing is never sent")
        self.world.change(message, content, message.markup)
        deliver_message(self.world, message, "edited_message")
        return message

    def send_photo(
        self,
        data: bytes | None = None,
        caption: str = "",
        *,
        reply_to: Message | None = None,
        origin: Json | None = None,
        album: str = "",
    ) -> Message:
        """Send a picture (a small PNG unless given); pictures of one `album` belong together."""
        attachment = photo(self.world.files, data)
        if album:
            attachment.media["media_group_id"] = album
        return self._attach(attachment, caption, reply_to, origin)

    def change_photo(self, message: Message, data: bytes) -> Message:
        """Edit an own message to another picture. Raises SandboxUsageError for somebody else's."""
        if message.sender is not self.person.user:
            raise SandboxUsageError("a person edits only their own messages")
        attachment = photo(self.world.files, data)
        message.media, message.file = attachment.media, attachment.file
        deliver_message(self.world, message, "edited_message")
        return message

    def send_document(
        self,
        data: bytes = b"du lieu",
        name: str = "giay-to.pdf",
        caption: str = "",
        *,
        reply_to: Message | None = None,
        origin: Json | None = None,
    ) -> Message:
        """Send a file."""
        return self._attach(document(self.world.files, data, name), caption, reply_to, origin)

    def send_voice(self, seconds: int = 3) -> Message:
        """Send a voice message."""
        return self._attach(voice(self.world.files, seconds))

    def send_sticker(self, emoji: str = "👍") -> Message:
        """Send a sticker."""
        return self._attach(sticker(self.world.files, emoji))

    def send_location(self, latitude: float = 16.0544, longitude: float = 108.2022) -> Message:
        """Send a place on the map."""
        return self._attach(location(latitude, longitude))

    def send_contact(self, phone: str = "+84905000000", first_name: str = "Lan") -> Message:
        """Send a phone number."""
        return self._attach(contact(phone, first_name))

    def forward(self, message: Message, *, hide_sender: bool = False) -> Message:
        """Forward a message from any chat into this one; a hidden sender leaves only the name."""
        forwarded = Message(0, self.chat, None, 0, message.content, dict(message.media), message.file)
        return self._post(forwarded, None, None, origin_of(message, hide_sender))

    def delete(self, message: Message) -> None:
        """Delete a message for everybody; the bot is not told."""
        self.world.delete(message)

    def press(self, message: Message, button: str | int | object) -> Press:
        """Press a button of a message: by label (or a part of it), by position, or the Button itself."""
        return press_button(self.world, self.person.user, message, button)

    def inline(self, query: str, *, offset: str = "", bot: BotAccount | None = None) -> InlineAsk:
        """Type `@bot query` in this chat."""
        return ask_inline(self.world, bot or self.world.accounts.all()[0], self.person.user, self.chat, query, offset)

    def block(self) -> None:
        """Stop the bot in this private chat."""
        set_blocked(self.world, self.chat, self._bot(), blocked=True)

    def unblock(self) -> None:
        """Let the bot write again."""
        set_blocked(self.world, self.chat, self._bot(), blocked=False)

    def _bot(self) -> BotAccount:
        account = self.world.accounts.by_id(self.chat.bot_id)
        if account is None:
            raise SandboxUsageError("only a private chat with a bot can be blocked")
        return account

    def _attach(
        self,
        attachment: Attachment,
        caption: str = "",
        reply_to: Message | None = None,
        origin: Json | None = None,
    ) -> Message:
        content = trimmed(Formatted(caption))
        message = Message(0, self.chat, None, 0, content, attachment.media, attachment.file)
        return self._post(message, reply_to, None, origin)

    def _post(self, message: Message, reply_to: Message | None, thread: int | None, origin: Json | None) -> Message:
        self._enter(thread)
        message.sender, message.date = self.person.user, self.world.now()
        message.reply_to, message.thread_id, message.forward_origin = reply_to, thread, origin
        self.world.post(message)
        deliver_message(self.world, message)
        return message

    def _enter(self, thread: int | None) -> None:
        """Writing to a bot starts the chat and unblocks it; writing to a group needs membership."""
        if self.chat.is_private:
            if self.chat.blocked:
                self.unblock()
            self.chat.started = True
        elif self.chat.status_of(self.person.id) not in PRESENT:
            raise SandboxUsageError(f"{self.person.user.full_name} is not in the group {self.chat.title!r}")
        if self.chat.migrated_to:
            raise SandboxUsageError(f"the group has become the supergroup {self.chat.migrated_to}")
        if thread is not None:
            self.chat.threads.add(thread)
