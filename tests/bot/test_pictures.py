"""Pictures are read in a process of their own."""

import asyncio
import sys

import pytest

from bot import pictures
from bot.pictures import read_codes
from intents.safety.pictures import MAX_BYTES, NO_CODES, Codes
from tests.intents.safety.drawing import drawn, payment_code, saved


async def test_the_codes_of_a_picture_are_read() -> None:
    assert await read_codes(saved(drawn(payment_code()))) == Codes((payment_code(),))


async def test_what_is_no_picture_has_none() -> None:
    assert await read_codes(b"no picture") == NO_CODES


async def test_a_picture_larger_than_is_read_has_none() -> None:
    assert await read_codes(bytes(MAX_BYTES + 1)) == NO_CODES


async def test_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = asyncio.create_subprocess_exec

    async def sleeper(*_: str, **pipes: int) -> asyncio.subprocess.Process:
        process = await start(sys.executable, "-c", "import time; time.sleep(60)", **pipes)  # type: ignore[arg-type]
        started.append(process)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", sleeper)
    monkeypatch.setattr(pictures, "PATIENCE", 0.1)
    assert await read_codes(b"x") == NO_CODES
    assert started[0].returncode is not None
