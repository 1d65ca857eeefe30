"""The verbs that the bot needs of a storage, and the records they take and give. Nothing here is SQLite's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Protocol

from bot.privacy import Masked

if TYPE_CHECKING:
    from bot.store.aside import AsideStore
    from bot.store.cases import CaseStore
    from bot.store.lapse_lists import LapseListStore
    from bot.store.privacy import PrivacyStore
    from bot.store.publishing import ContentStore
    from bot.store.replays import ReplayStore
    from bot.store.teams import TeamStore
    from bot.store.weekly import WeeklyStore
    from bot.store.writings import WritingStore


ASKED = ("answered", "offered", "not_found")
"""The outcomes of questions in words; the others are stickers, blank messages, our own failures and the like."""


class StoreError(RuntimeError):
    """Storage that cannot be opened, read or written; the message, in Vietnamese, says where and what to do."""


class StorePassingError(StoreError):
    """Storage that cannot be used now and may be later: another program holds it, or the disk is full."""


class StoreDamagedError(StoreError):
    """Storage that is broken: waiting mends nothing."""


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question as it is stored."""

    asker: str
    """Hash that stands for the person."""
    chat_kind: str
    """`private`, `group`, `supergroup`."""
    text: str | Masked
    """What was asked; personal numbers are masked before anything is written, where that is not done already."""
    outcome: str
    """One of `intents.reply.Outcome`."""
    article: str | None
    """The article answered, None when none was."""
    facet: str | None
    score: float
    top: tuple[tuple[str, float], ...]
    """The best articles with their scores, at most three."""
    locale: str
    asked_at: datetime
    """With its time zone."""
    team: int | None = None
    """The community team whose member asked."""


@dataclass(frozen=True, slots=True)
class ReplyLink:
    """Which of our messages answers a message of a person."""

    reply_message_id: int
    question_id: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What was asked in a span of time."""

    outcomes: Mapping[str, int]
    """How many questions had each outcome; only those that occurred."""
    articles: Mapping[str, int]
    """How often each article was answered, most first."""
    helpful: int
    unhelpful: int
    teams: Mapping[str, int]
    """How many questions the members of each community team asked, by the team's name, most first."""
    handed_over: int
    """How many questions were handed over to staff."""
    waits: tuple[timedelta, ...]
    """How long each question waited that staff answered for the first time in that span, shortest first."""

    @property
    def asked(self) -> int:
        """Questions in words that were answered, offered a choice, or found nothing."""
        return sum(self.outcomes.get(one, 0) for one in ASKED)

    @property
    def median_wait(self) -> timedelta | None:
        """Within which time staff answered half of what they answered; None when they answered nothing."""
        if not self.waits:
            return None
        return timedelta(seconds=median(wait.total_seconds() for wait in self.waits))


@dataclass(frozen=True, slots=True)
class HourCount:
    """How many questions of one outcome were asked in one hour."""

    hour: datetime
    """Its beginning, UTC."""
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that got no good answer, asked so once or more."""

    text: str
    reason: str
    """`not_found`, `none_of_these` or `unhelpful`."""
    count: int
    last_asked: datetime
    first_asked: datetime
    nearest: tuple[str, ...]
    """The articles that were nearest when it was asked, best first, whether they were shown or not."""


@dataclass(frozen=True, slots=True)
class TrustedQuestion:
    """A question that somebody who knows has matched with an article: its asker by a thumb up, or staff."""

    id: int
    text: str
    """Masked."""
    article: str
    """The right one."""
    outcome: str
    """What the bot did when it was asked."""
    by_staff: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored of one person."""

    questions: int
    votes: int


class Store(Protocol):
    """A storage. Every verb returns once what it wrote is durable, and raises `StoreError` when it is not."""

    cases: CaseStore
    """Questions that were handed over to staff."""
    content: ContentStore
    """Changes to content that staff propose and publish."""
    privacy: PrivacyStore
    teams: TeamStore
    weekly: WeeklyStore
    writings: WritingStore
    """New articles that staff are writing step by step."""
    lapse_lists: LapseListStore
    """What should be looked at, as the staff group was shown it."""
    aside: AsideStore
    replays: ReplayStore

    async def record_question(self, record: QuestionRecord) -> int:
        """Stores a question; gives its id. While an update is worked off, it becomes durable together with the
        update's outcome, like the link to its reply (see `bot.store.recording`)."""
        ...

    async def update_question(self, question_id: int, record: QuestionRecord) -> None:
        """Stores what became of a question that was edited and answered anew."""
        ...

    async def record_choice(self, question_id: int, asker: str, article: str | None) -> None:
        """Stores which of the offered articles that person chose, None for none of them."""
        ...

    async def record_feedback(self, question_id: int, asker: str, helpful: bool, at: datetime) -> bool:
        """Stores a person's vote on the answer to their own question; a second vote replaces the first. False when
        the question is not theirs or no longer stored."""
        ...

    async def question_text(self, question_id: int) -> str | None:
        """The masked text of a question, or None when it is no longer stored."""
        ...

    def may_have_asked(self, asker: str, since: datetime) -> bool:
        """Whether that person may have asked something since then; kept in memory, read at every message. False only
        when they have not."""
        ...

    async def last_answered(self, asker: str, since: datetime, before: int | None = None) -> str | None:
        """The article that last answered that person in a private chat, or that they chose there, not before `since`;
        with `before`, among the questions asked before that one. None when there is none."""
        ...

    async def link_reply(self, message_key: str, reply_message_id: int, question_id: int) -> None:
        """Remembers which message of ours answers a message; `message_key` is the hash that stands for it."""
        ...

    async def reply_to(self, message_key: str) -> ReplyLink | None:
        """Our reply to a message, or None when none is remembered."""
        ...

    def language(self, asker: str) -> str | None:
        """The language that person has chosen, None when they have not; kept in memory, read at every message."""
        ...

    async def set_language(self, asker: str, code: str) -> None:
        """Stores the language that a person has chosen."""
        ...

    async def kept_of(self, asker: str) -> Kept:
        """What is stored of a person."""
        ...

    async def erase(self, asker: str) -> None:
        """Erases everything that is stored of a person; nothing of it stays readable in the files."""
        ...

    async def aclose(self) -> None:
        """Finishes what is waiting to be written, then closes."""
        ...
