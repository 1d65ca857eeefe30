"""Long work on the event loop in slices so short that nobody waits: for what only one thread at a time may use."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

SLICE = 0.002
"""Seconds of work between two turns of everybody else."""

T = TypeVar("T")
R = TypeVar("R")


async def in_slices(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """What the work gives for each item. Whatever else the process does goes on in between."""
    done: list[R] = []
    began = time.monotonic()
    for item in items:
        done.append(work(item))
        if time.monotonic() - began > SLICE:
            await asyncio.sleep(0)
            began = time.monotonic()
    return done
