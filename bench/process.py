"""Start to first answer and memory of the real process, against the sandbox's Bot API over HTTP."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.sandbox import SandboxServer, Seat

TOKEN = "123456:bench"  # noqa: S105 - the sandbox's token
STARTS = 3
ANSWERS = 2000
QUESTION = "mất căn cước làm lại ở đâu"


def main() -> None:
    """Prints start to first answer (first and second start, best of three) and memory after 2,000 answers."""
    asyncio.run(_measure())


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = await _start_to_first_answer(Path(folder))
        again = min([await _start_to_first_answer(Path(folder)) for _ in range(STARTS)])
        print(f"start to first answer: {first:.2f} s the first time, {again:.2f} s later (best of {STARTS})")
        await _memory(Path(folder))


async def _start_to_first_answer(data: Path) -> float:
    async with SandboxServer({TOKEN: "HoiDapSoBot"}) as server:
        seat = server.user(1, "Lan", "vi").private()
        seat.send(QUESTION)
        began = time.perf_counter()
        process = await _start(server, data)
        await seat.next_bot_message(timeout=60)
        took = time.perf_counter() - began
        await _stop(process)
        return took


async def _memory(data: Path) -> None:
    async with SandboxServer({TOKEN: "HoiDapSoBot"}) as server:
        seats = [server.user(number, f"Dân {number}", "vi").private() for number in range(1, 21)]
        process = await _start(server, data)
        began = time.perf_counter()
        for _ in range(ANSWERS // len(seats)):
            await asyncio.gather(*(_ask(seat) for seat in seats))
        took = time.perf_counter() - began
        print(
            f"memory: {_resident_megabytes(process.pid):.0f} MB after {ANSWERS} answers "
            f"({ANSWERS / took:.0f} answers a second, sandbox on the same cores)"
        )
        await _stop(process)


async def _ask(seat: Seat) -> None:
    seat.send(QUESTION)
    await seat.next_bot_message(timeout=60)


async def _start(server: SandboxServer, data: Path) -> asyncio.subprocess.Process:
    environment = os.environ | {
        "HOIDAP_TOKEN": TOKEN,
        "HOIDAP_API_URL": server.api_url,
        "HOIDAP_DATA": str(data),
        "HOIDAP_LIMITS": "off",
        "HOIDAP_LISTEN": "127.0.0.1:0",
    }
    hoidap = Path(sys.executable).with_name("hoidap")
    return await asyncio.create_subprocess_exec(
        hoidap, "run", env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )


async def _stop(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    await process.wait()


def _resident_megabytes(pid: int) -> float:
    """Resident memory as Linux reports it; the bot has no child processes."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"/proc/{pid}/status has no VmRSS")
