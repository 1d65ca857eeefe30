"""What piled up while the bot was away, worked off against a Telegram that refuses whoever is too fast."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import RateLimited, SandboxServer, Seat
from bot.sandbox.errors import Json

TOKEN = "123456:backlog"  # noqa: S105 - the sandbox's token
ROOT = Path(__file__).parents[1]
QUESTIONS = ("mất căn cước làm lại ở đâu", "chữ ký số là gì", "đăng ký tạm trú")
OVERALL, CHAT, GROUP = (30, 1.0), (1, 1.0), (20, 60.0)
"""Telegram's limits, messages in seconds (Bots FAQ, "My bot is hitting limits")."""


class Limits:
    """Counts messages as they come in, in sliding windows."""

    def __init__(self) -> None:
        self._times: defaultdict[str, deque[float]] = defaultdict(deque)
        self.refused = 0

    def exceeded(self, params: Json) -> bool:
        """Whether a message is one too many; if not, it counts."""
        chat, now = str(params.get("chat_id")), time.monotonic()
        spans = [("", *OVERALL), (chat, *CHAT), *([(f"{chat} a minute", *GROUP)] if chat.startswith("-") else [])]
        for name, limit, seconds in spans:
            times = self._times[name]
            while times and times[0] <= now - seconds:
                times.popleft()
            if len(times) >= limit:
                self.refused += 1
                return True
        for name, *_ in spans:
            self._times[name].append(now)
        return False


@dataclass(frozen=True, slots=True)
class Figures:
    """How it went."""

    asked: int
    unanswered: int
    refused: int
    """Messages that Telegram refused since they came too fast."""
    seconds: float

    def __str__(self) -> str:
        return (
            f"backlog of {self.asked} questions: {self.asked / self.seconds:.1f} answers a second, "
            f"{self.refused} refused as too fast, {self.unanswered} unanswered"
        )

    def flaws(self) -> list[str]:
        """What must not be."""
        checks = {"questions unanswered": self.unanswered, "messages sent faster than Telegram allows": self.refused}
        return [f"{number} {what}" for what, number in checks.items() if number]


async def backlog(questions: int, people: int, data: Path, patience: float) -> Figures:
    """Asks so many questions while the bot is away, one in a hundred in a group, then lets it answer them."""
    limits = Limits()
    async with SandboxServer({TOKEN: "HoiDapSoBot"}) as server:
        server.faults.add(("sendMessage", "sendPhoto"), RateLimited(2), when=limits.exceeded)
        residents = [server.user(1_000 + number, "Dân", "vi") for number in range(people)]
        seats = [person.private() for person in residents]
        group = server.group("Tổ 12", members=residents)
        waiting: Counter[int] = Counter()
        for number in range(questions):
            in_group = number % 100 == 99
            seat = group.seat(residents[number % people]) if in_group else seats[number % people]
            seat.send(f"{'/hoi ' if in_group else ''}{QUESTIONS[number % len(QUESTIONS)]} ({number})")
            waiting[seat.chat.id] += 1
        seats.append(group.seat(residents[0]))
        process = await _start(server, data)
        assert process.stdout is not None
        await process.stdout.readline()
        began = time.monotonic()
        while (left := _unanswered(seats, waiting)) and time.monotonic() - began < patience:  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        seconds = time.monotonic() - began
        process.terminate()
        await process.wait()
        return Figures(questions, left, limits.refused, seconds)


def _unanswered(seats: list[Seat], waiting: Counter[int]) -> int:
    return sum(max(0, waiting[seat.chat.id] - len(seat.bot_messages)) for seat in seats)


async def _start(server: SandboxServer, data: Path) -> asyncio.subprocess.Process:
    environment = {
        "HOIDAP_TOKEN": TOKEN,
        "HOIDAP_API_URL": server.api_url,
        "HOIDAP_DATA": str(data),
        "HOIDAP_LISTEN": "127.0.0.1:0",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from bot.cli import main; main()",
        "run",
        env=os.environ | environment,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
