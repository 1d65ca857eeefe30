"""Fitting the matcher's model to new content in a process of its own, so that answers do not wait for it.

The process leaves the model in the folder of models, where building a `Responder` then finds it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

from bot.children import environment_without_settings
from intents.content.loader import load_or_raise
from intents.responder import Responder

LONGEST = 600.0
"""Seconds after which fitting is given up; the model is then fitted in this process."""
KINDNESS = 10
"""How much it steps back behind the answers (nice)."""

_log = logging.getLogger(__name__)


async def fit_aside(content: Path, models: Path) -> None:
    """Returns once the model is fitted, or could not be, which costs time later and nothing else. Cancelled, it ends
    the process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        content,
        models,
        env=environment_without_settings(),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        code = await asyncio.wait_for(process.wait(), LONGEST)
    except TimeoutError:
        code = -1
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code != 0:
        _log.warning("The model could not be fitted aside (code %d); it is fitted here", code)


def step_back() -> None:
    """Lets this process step back behind those that answer; where it may not (a service without the right), it works on
    as it is."""
    with suppress(OSError):
        os.nice(KINDNESS)


if __name__ == "__main__":
    step_back()
    Responder(load_or_raise(Path(sys.argv[1])), models=Path(sys.argv[2]))
