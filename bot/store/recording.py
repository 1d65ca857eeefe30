"""What is recorded while an update is worked off, kept back until it can be committed together with its outcome.

So a second attempt at the update stores nothing twice, and its question has the same id as in the first: that id
stands in the buttons of an answer that may already have been sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.store.writer import Job


@dataclass(slots=True)
class Recording:
    """The records of one attempt at an update."""

    question_id: int
    jobs: list[Job] = field(default_factory=list)
    asked: bool = False
    """Whether the question of the update is among them."""


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)


def current_recording() -> Recording | None:
    """The recording under way in this task, None outside of any update."""
    return _current.get()


@contextmanager
def recording(question_id: int) -> Iterator[Recording]:
    """Within the block, questions and links of this task are kept back; whoever opened it commits or drops them."""
    kept = Recording(question_id)
    token = _current.set(kept)
    try:
        yield kept
    finally:
        _current.reset(token)
