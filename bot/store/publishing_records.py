"""What is stored of changes to content: proposals of staff, and the versions that were published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """How a change came about."""

    EDIT = "edit"
    """A file that staff sent back, or an article written step by step."""
    CONFIRM = "confirm"
    """Nothing but the word of staff that it still holds."""
    UNDO = "undo"
    """An earlier version, word for word."""
    OUTSIDE = "outside"
    """Found in the folder, not published by us: a version only, never a proposal."""


class State(StrEnum):
    """How far a proposal has come."""

    CHECKING = "checking"
    """Received; to be checked and shown."""
    READY = "ready"
    """Shown, with a button that publishes it."""
    REFUSED = "refused"
    """The check found errors; staff have been told."""
    CONFLICT = "conflict"
    """Others changed the same lines meanwhile; staff have been told, the text is kept for them."""
    STALE = "stale"
    """Another proposal has taken its place: the file had changed before it could be published."""
    PUBLISHING = "publishing"
    """Staff decided to publish; the file may or may not be written yet."""
    WRITTEN = "written"
    """In the folder; not yet known to be served."""
    PUBLISHED = "published"
    """Being served, and staff have been told."""
    CANCELLED = "cancelled"


SETTLED = frozenset({State.REFUSED, State.CONFLICT, State.STALE, State.PUBLISHED, State.CANCELLED})
"""Nothing more becomes of these."""


@dataclass(frozen=True, slots=True)
class Place:
    """A message in the staff group."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to one file."""

    id: int
    name: str
    """The file below `content/vi`, for instance `chu-ky-so/cks-la-gi.md`."""
    kind: Kind
    state: State
    digest: str | None
    """Of the text to be published, before day and role are filled in; None when the file is to be removed."""
    sent: str | None
    """Of the text as its writer sent it, before it was put together with what others had changed."""
    began: str | None
    """Of what its writer began with; None for a file that did not exist."""
    base: str | None
    """Of what it was put together with when it was made; the same as `began` unless others had changed the file."""
    onto: str | None
    """Of what stood in the folder when it was checked; None for nothing."""
    target: str | None
    """Of what is to stand in the folder, once staff have decided to publish it."""
    role: str
    """Of who proposes it, from `PUBLISHING` on of who published it."""
    author: str
    """Hash of who sent it; empty for nobody in particular, or erased."""
    version: int | None
    """The version it became."""
    chat_id: int | None
    document: int | None
    """The message that brought it, to which is replied."""
    message_id: int | None
    """The message of ours with its buttons."""
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A change before it is stored."""

    name: str
    kind: Kind
    state: State
    text: bytes | None
    sent: str | None
    began: str | None
    base: str | None
    role: str
    author: str = ""
    """Hash of who sends it: what they sent before is what their next text may be made from."""
    chat_id: int | None = None
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """What was published of a file at one time."""

    id: int
    name: str
    digest: str | None
    """None when the file was removed."""
    before: str | None
    """Of what it replaced; None when there was no file."""
    kind: Kind
    role: str
    """Who published it, never a person's name; empty for what was found in the folder."""
    summary: str
    """What changed, in a line."""
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question as residents asked it, masked, with how often."""

    text: str
    count: int


def digest_of(data: bytes) -> str:
    """SHA-256 of a file's bytes, hex."""
    return hashlib.sha256(data).hexdigest()
