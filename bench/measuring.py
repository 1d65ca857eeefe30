"""Time per call and memory, on machines that others use too."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROUNDS = 3
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Timing:
    """Microseconds a call: the thread's own CPU time, to which others on the machine add nothing, and by the clock."""

    median: float
    p99: float
    wall_median: float
    calls: int


def timed(call: Callable[[str], object], texts: Sequence[str]) -> Timing:
    """The timing over all texts, the best of `ROUNDS` for each; garbage is collected between rounds, not in them."""
    cpu = [float("inf")] * len(texts)
    wall = [float("inf")] * len(texts)
    for _ in range(ROUNDS):
        gc.collect()
        gc.disable()
        try:
            for at, text in enumerate(texts):
                wall_began, began = time.perf_counter_ns(), time.thread_time_ns()
                call(text)
                took, wall_took = time.thread_time_ns() - began, time.perf_counter_ns() - wall_began
                cpu[at], wall[at] = min(cpu[at], took / 1e3), min(wall[at], wall_took / 1e3)
        finally:
            gc.enable()
    return Timing(statistics.median(cpu), sorted(cpu)[int(len(cpu) * 0.99)], statistics.median(wall), len(texts))


def built(build: Callable[[], Made]) -> tuple[Made, float, float]:
    """What was built, the seconds of CPU time it took, and by how many megabytes the process grew."""
    gc.collect()
    before, began = _resident(), time.process_time()
    made = build()
    took = time.process_time() - began
    gc.collect()
    return made, took, max(_resident() - before, 0.0)


def _resident() -> float:
    """Resident memory in megabytes, as Linux reports it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
