"""What the assistant says, as plain data: no Telegram, no markup of any channel, the day passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from intents.content.model import Source


class Outcome(StrEnum):
    """What became of a question: the closed list, exactly one of which is stored with each."""

    ANSWERED = "answered"
    OFFERED = "offered"
    """A choice of articles was offered."""
    NOT_FOUND = "not_found"
    """Nothing fitted; said so, offered a person and the topics."""
    EMPTY = "empty"
    """Nothing to read in it: blank, or signs only."""
    UNSUPPORTED = "unsupported"
    """A photo without words, a voice message, a sticker, …"""
    FAILED = "failed"
    """An error of our own while answering."""
    LIMITED = "limited"
    """Not answered: the person sent more than one may."""


@dataclass(frozen=True, slots=True)
class Option:
    """An article that can be chosen."""

    article: str
    title: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic by its folder and its Vietnamese title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """One facet of an answer, facts filled in."""

    facet: str
    heading: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One article, or one facet of it, or all of it; all Markdown with the facts of the day filled in."""

    article: str
    title: str
    facet: str | None
    """The facet asked for, which stands first; None when the direct answer does."""
    full: bool
    """Whether everything the article says is shown."""
    entries: tuple[str, ...]
    """What the directory says of the places named in the question, a Markdown line each; stands before all."""
    lead: str
    """The direct answer; empty when a facet is shown instead of it."""
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    as_of: date | None
    checked_by: str
    updated: date
    has_more: bool = False
    """Whether the article says more than is shown here."""
    facets: tuple[str, ...] = ()
    """Ids of all facets the article has, in their order."""
    related: tuple[Option, ...] = ()
    """Articles that someone who reads this one often needs next."""
    asks_back: str = ""
    """Which of the entries is meant, a line of Markdown before them; empty when the name decides."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Up to four articles among which the person chooses."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Fallback:
    """Nothing fits well enough; the nearest, if any are near at all, are offered."""

    nearest: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that have articles, to browse."""

    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One page of a topic's articles."""

    topic: Topic
    options: tuple[Option, ...]
    page: int
    """From 1."""
    pages: int


class NoticeKind(StrEnum):
    """The short fixed lines; their words stand in the locale."""

    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    GONE = "gone"
    """The article behind a button or link is no longer there."""
    FAILED = "failed"
    PERSON = "person"
    """How to reach a person."""
    HOW_TO_ASK = "how_to_ask"
    """`/hoi` without a question."""
    PRIVACY = "privacy"
    """Personal numbers had better not be sent; the last of the replies."""
    LIMITED = "limited"
    """The person sends more than one may."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A short fixed line."""

    kind: NoticeKind


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at, and what can be said of it."""

    subject: str
    """As it is shown, never clickable: a domain, a number."""
    text: str
    """Markdown without anything clickable."""
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said, carefully, of what somebody received."""

    checked: tuple[Checked, ...]
    advice: tuple[str, ...]
    """What to do now, a Markdown line each."""
    said: str = ""
    """The sentence before the signals, where the message bears any."""
    signals: tuple[str, ...] = ()
    """The signals of fraud by their names."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """What somebody who has just been robbed must do, in order, before anything else."""

    article: str
    """The article the steps stand in."""
    steps: str
    """Markdown, facts filled in."""
    sources: tuple[Source, ...]
    as_of: date | None
    checked_by: str
    updated: date


Reply = Answer | Choose | Fallback | Topics | TopicPage | Notice | Verdict | Urgent
