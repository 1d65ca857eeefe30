"""What the bot remembers: questions with what became of them, votes, and which reply answers which message."""

from bot.store.interface import (
    ASKED,
    HourCount,
    Kept,
    QuestionRecord,
    ReplyLink,
    Stats,
    Store,
    StoreDamagedError,
    StoreError,
    StorePassingError,
    TrustedQuestion,
    UnansweredQuestion,
)
from bot.store.reading import read_hours, read_put_aside, read_stats, read_trusted, read_unanswered
from bot.store.sqlite import mend_store, open_store
from bot.store.teams import Joined, Joining, Member, Team, TeamStore, Week

__all__ = [
    "ASKED",
    "HourCount",
    "Joined",
    "Joining",
    "Kept",
    "Member",
    "QuestionRecord",
    "ReplyLink",
    "Stats",
    "Store",
    "StoreDamagedError",
    "StoreError",
    "StorePassingError",
    "Team",
    "TeamStore",
    "TrustedQuestion",
    "UnansweredQuestion",
    "Week",
    "mend_store",
    "open_store",
    "read_hours",
    "read_put_aside",
    "read_stats",
    "read_trusted",
    "read_unanswered",
]
