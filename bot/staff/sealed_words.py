"""What staff write to a resident: kept masked, and as written only under a seal and until it is sent."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from telegram import Bot

from bot.delivery.sealing import WORDS_OF_STAFF, BrokenSealError, Seal
from bot.privacy import mask
from bot.store.case_records import NewNote, Note


def sealed_words(bot: Bot, key: str, words: str) -> tuple[str, bytes | None]:
    """Words as they may be kept, and as they were written, sealed for the note with that key, where that differs."""
    masked = mask(words)
    return masked, None if masked == words else _seal(bot.token).close(key, words.encode("utf-8", "replace"))


def sealed(bot: Bot, note: NewNote) -> NewNote:
    """A note as it may be stored."""
    body, as_written = sealed_words(bot, note.key, note.body)
    return replace(note, body=body, sealed=as_written)


def as_written(bot: Bot, note: Note) -> str:
    """The words of a note that is to be sent; masked when the seal cannot be opened, since the token has changed."""
    if note.sealed is None:
        return note.body
    try:
        return _seal(bot.token).open(note.key, note.sealed).decode()
    except BrokenSealError:
        return note.body


@lru_cache(maxsize=1)
def _seal(token: str) -> Seal:
    return Seal(token, WORDS_OF_STAFF)
