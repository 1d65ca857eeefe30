"""A question that was handed over to staff, and what goes back and forth about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Ending(StrEnum):
    """How a case ended."""

    STAFF = "staff"
    """Staff closed it."""
    NOT_OURS = "not_ours"
    SPAM = "spam"
    QUIET = "quiet"
    """Answered, and nobody wrote for some days."""


class Refusal(StrEnum):
    """Why a question was not handed over."""

    ALREADY = "already"
    """It has been."""
    TOO_MANY_OPEN = "too_many_open"
    TOO_OFTEN = "too_often"
    GONE = "gone"
    """The question is not stored any more, or is somebody else's."""


class NoteKind(StrEnum):
    """What a note says. To the resident: an answer in words, a picture, a file, an article, where to go instead, that
    it is no question, the request for a file, the closing question. To staff: the case itself, a further question, a
    picture or file of the resident's, what became of an answer, that it did not help, that the bot moved house."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    ARTICLE = "article"
    NOT_OURS = "not_ours"
    SPAM = "spam"
    FILE_PLEASE = "file_please"
    CLOSING = "closing"
    CARD = "card"
    FOLLOW_UP = "follow_up"
    THEIR_PHOTO = "their_photo"
    THEIR_DOCUMENT = "their_document"
    RECEIPT = "receipt"
    UNHELPFUL = "unhelpful"


TO_RESIDENT = frozenset(
    {
        NoteKind.TEXT,
        NoteKind.PHOTO,
        NoteKind.DOCUMENT,
        NoteKind.ARTICLE,
        NoteKind.NOT_OURS,
        NoteKind.SPAM,
        NoteKind.FILE_PLEASE,
        NoteKind.CLOSING,
    }
)
"""The kinds that go to the resident; the others go to the staff group."""


class Delivery(StrEnum):
    """Where a note is."""

    WAITING = "waiting"
    SENT = "sent"
    BLOCKED = "blocked"
    """The person has blocked the bot."""
    REFUSED = "refused"
    """Telegram will not take it, now or later."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A stored question as it can be handed over."""

    text: str
    """Masked."""
    top: tuple[tuple[str, float], ...]
    """The articles considered, best first, with their scores."""


@dataclass(frozen=True, slots=True)
class NewCase:
    """A question that its asker wants a person to answer."""

    question_id: int
    asker: str
    chat_id: int
    message_id: int | None
    """Where the answer goes, and the message that it replies to."""
    text: str
    top: tuple[tuple[str, float], ...]
    team: str
    locale: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands."""

    id: int
    asker: str
    chat_id: int | None
    """None once it is forgotten."""
    message_id: int | None
    text: str
    top: tuple[tuple[str, float], ...]
    team: str
    locale: str
    ending: Ending | None
    """None while it is open."""
    opened_at: datetime
    waiting_since: datetime | None
    """Since when the resident waits for an answer; None when staff have answered last."""
    answered_at: datetime | None
    owner: int | None
    """The staff member who has taken it."""
    owner_name: str
    owned_at: datetime | None
    wants_file: bool
    """Whether staff have asked for a picture or file."""
    card: int | None
    """The message in the staff group that shows it."""

    @property
    def open(self) -> bool:
        """Whether it can still be answered."""
        return self.ending is None


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of handing a question over."""

    case: Case | None
    """The case, new or of an earlier press of the same button."""
    refusal: Refusal | None
    waiting_before: int = 0
    """How many others wait for an answer."""


@dataclass(frozen=True, slots=True)
class NewNote:
    """Something to be sent about a case."""

    case_id: int
    key: str
    """What it was made from: the same key is never sent twice."""
    kind: NoteKind
    body: str = ""
    """The words; an article's id for an article."""
    file_id: str = ""
    reply_to: int | None = None
    """In the staff group, the message that it replies to; the case's own when None."""
    sealed: bytes | None = None
    """The words as they were written, sealed, when `body` has them masked only; kept until they are sent."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note that waits to be sent."""

    id: int
    case_id: int
    kind: NoteKind
    key: str
    body: str
    file_id: str
    reply_to: int | None
    sealed: bytes | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What came of taking a case."""

    case: Case
    won: bool
    """False when somebody else has it, or it is closed."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A content file that was made from a case and is not published yet."""

    id: int
    case_id: int
    article: str | None
    """The article that it changes; None for a new one."""
    question: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """An answer that staff have edited."""

    case: Case
    sent_message: int | None
    """The resident's message that shows it; None when it has not been sent yet, or could not be."""
