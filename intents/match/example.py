"""What the matcher learns from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

OUTSIDE = "-"
"""The label of what is asked but not ours."""


class Kind(Enum):
    """Where an example comes from, and how much a mistake on it costs beside one on a phrase."""

    PHRASE = 1.0
    """What people said: also compared with the question one by one."""
    NAME = 0.5
    """What the thing is called."""
    MADE = 0.1
    """A name with words by which one of its facets is asked for: put together, not said."""
    BODY = 0.9
    """A part of the article itself: its words are about the thing, though nobody asks like that."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text of a label."""

    label: str
    text: str
    kind: Kind = Kind.PHRASE
