"""What the bot remembers: questions with what became of them, votes, and which reply answers which message."""

from bot.store.interface import (
    Kept,
    QuestionRecord,
    ReplyLink,
    Stats,
    Store,
    StoreError,
    StoreLockedError,
    UnansweredQuestion,
)
from bot.store.reading import read_stats, read_unanswered
from bot.store.sqlite import open_store

__all__ = [
    "Kept",
    "QuestionRecord",
    "ReplyLink",
    "Stats",
    "Store",
    "StoreError",
    "StoreLockedError",
    "UnansweredQuestion",
    "open_store",
    "read_stats",
    "read_unanswered",
]
