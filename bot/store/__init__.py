"""What the bot remembers: questions with what became of them, votes, and which reply answers which message."""

from bot.store.interface import (
    Kept,
    QuestionRecord,
    ReplyLink,
    Stats,
    Store,
    StoreDamagedError,
    StoreError,
    StorePassingError,
    UnansweredQuestion,
)
from bot.store.reading import read_stats, read_unanswered
from bot.store.sqlite import mend_store, open_store
from bot.store.teams import Joined, Joining, Member, Team, TeamStore, Week

__all__ = [
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
    "UnansweredQuestion",
    "Week",
    "mend_store",
    "open_store",
    "read_stats",
    "read_unanswered",
]
