"""The whole bot against bare echo bots, over the same loopback Bot API in one run: answers a second, CPU, latency."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import aiohttp

from bot.config import load_settings
from bot.content_folder import resolve_content
from intents.content.loader import load_or_raise
from intents.match.questions import read_questions
from intents.responder import Responder

ROOT = Path(__file__).parents[1]
TOKEN = "1:bench"  # noqa: S105 - the load server's
ANSWERS = 2_000
WARM_UP = 200
ROUNDS = 3
OURS, STOCK, OTHER = "hoidap", "python-telegram-bot", "aiogram"
RATES = ((15.0, "on"), (30.0, "off"))
RATE_SECONDS, WARM_UP_SECONDS = 20, 5
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Result:
    """One run."""

    seconds: float
    waits: list[float]
    """Seconds from update to reply, sorted."""
    cpu: float
    """Seconds of CPU of the bot."""

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which that share of the replies came."""
        return 1000 * self.waits[min(len(self.waits) - 1, int(share * len(self.waits)))]


def main() -> None:
    """Prints the comparison."""
    asyncio.run(_measure())


async def _measure() -> None:
    questions = [one.text for one in read_questions(ROOT / "tests/questions/dev.tsv")][:200]
    best: dict[str, Result] = {}
    for _ in range(ROUNDS):
        for name in (OURS, STOCK, OTHER):
            result = await _throughput(name, questions)
            if name not in best or result.a_second > best[name].a_second:
                best[name] = result
    ours = best[OURS].a_second
    print(f"answers a second over a loopback Bot API, best of {ROUNDS} rounds of {ANSWERS}:")
    for name, result in best.items():
        compared = "" if name == OURS else f"; we give {ours / result.a_second:.2f} times as many"
        print(
            f"  {name:20} {result.a_second:6.0f} answers/s, {1e6 * result.cpu / len(result.waits):5.0f} µs CPU an "
            f"answer{compared}"
        )
    for rate, limits in RATES:
        result = await _latency(rate, limits, questions)
        print(
            f"update to reply at {rate:.0f} a second, limits {limits}: p50 {result.percentile(0.5):.1f} ms, "
            f"p99 {result.percentile(0.99):.1f} ms"
        )


async def _throughput(name: str, questions: Sequence[str]) -> Result:
    async with _served() as api, _bot(name, api, "off") as pid:
        await _run(api, pid, WARM_UP, 0.0, questions)
        return await _run(api, pid, ANSWERS, 0.0, questions)


async def _latency(rate: float, limits: str, questions: Sequence[str]) -> Result:
    async with _served() as api, _bot(OURS, api, limits) as pid:
        await _run(api, pid, int(rate * WARM_UP_SECONDS), rate, questions)
        return await _run(api, pid, int(rate * RATE_SECONDS), rate, questions)


async def _run(api: str, pid: int, count: int, rate: float, questions: Sequence[str]) -> Result:
    timeout = aiohttp.ClientTimeout(total=300)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        before = _cpu_seconds(pid)
        await http.post(f"{api}/load", json={"count": count, "rate": rate, "questions": list(questions)})
        answer = await (await http.get(f"{api}/result")).json()
        return Result(answer["seconds"], answer["waits"], _cpu_seconds(pid) - before)


@asynccontextmanager
async def _served() -> AsyncIterator[str]:
    server = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.load_server",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    if server.stdout is None or server.stdin is None:
        raise RuntimeError("the load server has no pipes")
    port = int(await server.stdout.readline())
    yield f"http://127.0.0.1:{port}"
    server.stdin.close()
    await server.wait()


@asynccontextmanager
async def _bot(name: str, api: str, limits: str) -> AsyncIterator[int]:
    """The bot as a process, until the end of the block; its process id."""
    with tempfile.TemporaryDirectory() as data:
        shutil.copytree(_fitted(), data, dirs_exist_ok=True)
        environment = {
            "HOIDAP_TOKEN": TOKEN,
            "HOIDAP_API_URL": f"{api}/bot",
            "HOIDAP_DATA": data,
            "HOIDAP_LIMITS": limits,
            "HOIDAP_LISTEN": "127.0.0.1:0",
        }
        echo = ("-m", "bench.echo_bots", name, api)
        command = ("-c", "from bot.cli import main; main()", "run") if name == OURS else echo
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            cwd=ROOT,
            env=os.environ | environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            yield process.pid
        finally:
            process.kill()
            await process.wait()


@cache
def _fitted() -> str:
    """A data folder with the fitted model: what takes long at a first start is not measured here."""
    folder = tempfile.mkdtemp(prefix="hoidap-bench-")
    atexit.register(shutil.rmtree, folder)
    settings = load_settings({"HOIDAP_DATA": folder}, Path(folder))
    Responder(load_or_raise(resolve_content(settings).path), settings.matcher.thresholds(), settings.models)
    return folder


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process so far, as Linux counts it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"({time.perf_counter() - began:.0f} s)")
