"""Reading the codes in a picture, in a process of its own whose time and memory are limited."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from contextlib import suppress

from bot.children import environment_without_settings
from intents.safety.pictures import MAX_BYTES, NO_CODES, Codes

PATIENCE = 8.0
"""Seconds after which the process is ended."""
_log = logging.getLogger(__name__)
_ONE_AT_A_TIME = asyncio.Lock()


async def read_codes(raw: bytes) -> Codes:
    """The codes in a picture; none when there are none, or when the process came to its limits."""
    if len(raw) > MAX_BYTES:
        return NO_CODES
    async with _ONE_AT_A_TIME:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "intents.safety.pictures",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment_without_settings(),
        )
        try:
            out, _ = await asyncio.wait_for(process.communicate(raw), PATIENCE)
        except TimeoutError:
            out = b""
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
    if process.returncode != 0:
        _log.warning("A picture could not be read: the process ended with %s", process.returncode)
        return NO_CODES
    read = json.loads(out)
    return Codes(tuple(read["texts"]), read["unread"])
