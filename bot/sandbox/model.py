"""What the world consists of: people, chats, messages, files, open queries."""

from dataclasses import dataclass, field
from typing import Literal

from .errors import Json
from .keyboards import Button, buttons_of
from .text import NO_TEXT, Entity, Formatted

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member", "restricted"})
ADMINS: frozenset[Status] = frozenset({"creator", "administrator"})


@dataclass(eq=False)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(eq=False)
class StoredFile:
    """Bytes that somebody sent; `kind` is the field of a message that carries them."""

    file_id: str
    unique_id: str
    kind: str
    data: bytes
    name: str
    mime_type: str
    path: str
    width: int = 0
    height: int = 0


@dataclass(eq=False)
class Message:
    """A message as it stands now; edits change it in place."""

    id: int
    chat: "Chat"
    sender: User | None
    date: int
    content: Formatted = NO_TEXT
    media: Json = field(default_factory=dict)
    file: StoredFile | None = None
    reply_to: "Message | None" = None
    forward_origin: Json | None = None
    via_bot: User | None = None
    markup: Json | None = None
    link_preview: Json | None = None
    thread_id: int | None = None
    silent: bool = False
    edit_date: int | None = None
    inline_message_id: str = ""
    earlier: list[Formatted] = field(default_factory=list)
    deleted: bool = False

    @property
    def has_media(self) -> bool:
        """Whether it carries a photo, a file, a place or another non-text content."""
        return bool(self.media)

    @property
    def text(self) -> str:
        """The text, or the caption below a photo or file."""
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The formatting of `text`."""
        return self.content.entities

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons of the inline keyboard, in reading order."""
        return buttons_of(self.markup)

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [button.text for button in self.buttons]

    def button(self, label: str) -> Button:
        """The button with this label, or else the only one whose label contains it.

        Raises LookupError, listing the labels, when there is none or more than one.
        """
        exact = [one for one in self.buttons if one.text == label]
        found = exact or [one for one in self.buttons if label in one.text]
        if len(found) != 1:
            raise LookupError(f"{len(found)} buttons match {label!r}; the message has {self.labels}")
        return found[0]


@dataclass(eq=False)
class Chat:
    """A private chat of one person with one bot, a group, a supergroup or a channel."""

    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    person: User | None = None
    bot_id: int = 0
    started: bool = False
    blocked: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    member_titles: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    migrated_to: int = 0
    last_bot_id: int = 0
    threads: set[int] = field(default_factory=set)

    @property
    def is_private(self) -> bool:
        """Whether it is a chat between a person and a bot."""
        return self.type == "private"

    def status_of(self, user_id: int) -> Status:
        """What the user is in this group."""
        return self.members.get(user_id, "left")


@dataclass(eq=False)
class CallbackQuery:
    """A pressed button that waits for `answerCallbackQuery`; `answer` is what the person then sees."""

    id: str
    bot_id: int
    user: User
    message: Message
    data: str
    asked_at: float
    expired: bool = False
    answer: Json | None = None


@dataclass(eq=False)
class InlineQuery:
    """An inline query that waits for `answerInlineQuery`; `answer` holds the checked call."""

    id: str
    bot_id: int
    user: User
    text: str
    offset: str
    asked_at: float
    expired: bool = False
    answer: Json | None = None
