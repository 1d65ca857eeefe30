"""Fault injection from outside: the real process killed at random while one call in ten fails; nothing may be lost."""

from __future__ import annotations

import asyncio
import os
import random
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.backlog import backlog
from bot.sandbox import DroppedAfter, DroppedBefore, RateLimited, SandboxServer, Seat, ServerError
from bot.sandbox.model import Message
from bot.store.sqlite import FILE

TOKEN = "123456:soak"  # noqa: S105 - the sandbox's token
ROOT = Path(__file__).parents[1]
QUESTIONS = ("mất căn cước làm lại ở đâu", "chữ ký số là gì", "giá vàng hôm nay", "đăng ký tạm trú")
KINDS = (RateLimited(1), ServerError(500), DroppedBefore(), DroppedAfter())


@dataclass(frozen=True, slots=True)
class Plan:
    """What the run does."""

    questions: int = 2_000
    people: int = 40
    kills: int = 20
    failing: float = 0.1
    """The share of calls that fail, in equal parts 429, 500, dropped before and dropped after acceptance."""
    longest_life: float = 3.0
    """Seconds from the sign of life after which a process is killed, at most; it may be killed before that sign."""
    seed: int = 1
    patience: float = 600.0
    """Seconds that the last process gets to answer what is left."""
    webhook: bool = False
    """Whether updates come by webhook instead of by polling."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the residents saw, and what the bot counted."""

    asked: int
    lost: int
    twice: int
    """Answers beyond the first of each question."""
    out_of_order: int
    possible_duplicates: int
    """The attempts after which the bot says that an answer may have come twice."""
    set_aside: int
    stored: int
    """Questions in the database: one each, however often it was answered."""
    kills: int
    faults: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.asked} questions, {self.kills} kills, {self.faults} failing calls, {self.seconds:.0f} s: "
            f"{self.lost} lost, {self.twice} answered twice ({self.possible_duplicates} attempts counted as possible), "
            f"{self.out_of_order} out of order, {self.set_aside} set aside, {self.stored} stored"
        )

    def flaws(self) -> list[str]:
        """What must not be."""
        checks = {
            "questions lost": self.lost,
            "answers out of order": self.out_of_order,
            "updates set aside": self.set_aside,
            "answers twice beyond those counted": max(0, self.twice - self.possible_duplicates),
            "questions stored more or less than once": abs(self.asked - self.stored),
        }
        return [f"{number} {what}" for what, number in checks.items() if number]


async def soak(plan: Plan, data: Path, **settings: str) -> Figures:
    """Runs the plan with the bot's data in that folder; `settings` are further HOIDAP_ variables."""
    chance, began = random.Random(plan.seed), time.monotonic()
    if plan.webhook:
        listen = f"127.0.0.1:{_free_port()}"
        settings |= {"WEBHOOK_URL": f"http://{listen}/tin", "WEBHOOK_SECRET": "soak", "LISTEN": listen}
    async with SandboxServer({TOKEN: "HoiDapSoBot"}, seed=plan.seed) as server:
        for kind in KINDS:
            server.faults.add("*", kind, probability=plan.failing / len(KINDS))
        seats = [server.user(1_000 + number, f"Dân {number}", "vi").private() for number in range(plan.people)]
        asked: list[Message] = []
        for life in range(plan.kills + 1):
            share = range(plan.questions * life // (plan.kills + 1), plan.questions * (life + 1) // (plan.kills + 1))
            asked += [chance.choice(seats).send(f"{QUESTIONS[number % len(QUESTIONS)]} ({number})") for number in share]
            process = await _start(server, data, settings)
            if life < plan.kills:
                await _live(process, chance.uniform(0, plan.longest_life), early=chance.random() < 0.2)
                process.kill()
                await process.wait()
            else:
                await _wait_for_answers(seats, asked, server, data, plan.patience)
                process.terminate()
                await process.wait()
        faults = sum(bool(call.fault) for call in server.calls)
        return _figures(seats, asked, data, plan.kills, faults, time.monotonic() - began)


async def _start(server: SandboxServer, data: Path, settings: dict[str, str]) -> asyncio.subprocess.Process:
    environment = {
        "HOIDAP_TOKEN": TOKEN,
        "HOIDAP_API_URL": server.api_url,
        "HOIDAP_DATA": str(data),
        "HOIDAP_LISTEN": "127.0.0.1:0",
        "HOIDAP_LIMITS": "off",
    } | {f"HOIDAP_{name}": value for name, value in settings.items()}
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


async def _live(process: asyncio.subprocess.Process, seconds: float, *, early: bool) -> None:
    """Lets it run: from the start when it is to be killed early, else from the line that says ready."""
    if not early and process.stdout is not None:
        await process.stdout.readline()
    await asyncio.sleep(seconds)


async def _wait_for_answers(
    seats: list[Seat], asked: list[Message], server: SandboxServer, data: Path, patience: float
) -> None:
    """Until every question is answered and its outcome is recorded, or patience is over. An answer whose connection
    broke after it was accepted is seen before its outcome is known."""
    missing = {(message.chat.id, message.id) for message in asked}

    def complete() -> bool:
        missing.difference_update((reply.chat.id, question.id) for _, question, reply in _replies(seats))
        return not missing

    deadline = time.monotonic() + patience
    while not (complete() and not server.bot.inbox.pending and _pending(data) == 0) and time.monotonic() < deadline:  # noqa: ASYNC110 - looking at each event would be quadratic
        await asyncio.sleep(0.25)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _pending(data: Path) -> int:
    """How many updates have no outcome yet."""
    with closing(sqlite3.connect(f"file:{data / FILE}?mode=ro", uri=True, timeout=10)) as db:
        (pending,) = db.execute("SELECT count(*) FROM inbox WHERE outcome IS NULL").fetchone()
    return int(pending)


def _replies(seats: list[Seat]) -> Iterator[tuple[Seat, Message, Message]]:
    """Every message of the bot that answers one, with what it answers."""
    for seat in seats:
        for message in seat.bot_messages:
            if message.reply_to is not None:
                yield seat, message.reply_to, message


def _figures(seats: list[Seat], asked: list[Message], data: Path, kills: int, faults: int, seconds: float) -> Figures:
    answers: Counter[tuple[int, int]] = Counter()
    out_of_order, last = 0, dict.fromkeys((seat.chat.id for seat in seats), 0)
    for seat, question, _ in _replies(seats):
        chat = seat.chat.id
        answers[chat, question.id] += 1
        out_of_order += question.id < last[chat]
        last[chat] = max(last[chat], question.id)
    with closing(sqlite3.connect(data / FILE)) as db:
        set_aside, uncertain = db.execute(
            "SELECT coalesce(sum(outcome = 'set_aside'), 0), coalesce(sum(uncertain), 0) FROM inbox"
        ).fetchone()
        (stored,) = db.execute("SELECT count(*) FROM questions").fetchone()
    return Figures(
        asked=len(asked),
        lost=sum((message.chat.id, message.id) not in answers for message in asked),
        twice=sum(answers.values()) - len(answers),
        out_of_order=out_of_order,
        possible_duplicates=uncertain,
        set_aside=set_aside,
        stored=stored,
        kills=kills,
        faults=faults,
        seconds=seconds,
    )


def main() -> None:
    """Prints the figures of a long run by polling, one by webhook, and of a backlog of 10,000; exit code 1 when
    something is as it must not be."""
    flaws = []
    for plan in (Plan(), Plan(webhook=True, seed=2)):
        with tempfile.TemporaryDirectory() as folder:
            figures = asyncio.run(soak(plan, Path(folder)))
        print(f"{'webhook' if plan.webhook else 'polling'}: {figures}", flush=True)
        flaws += figures.flaws()
    with tempfile.TemporaryDirectory() as folder:
        piled_up = asyncio.run(backlog(10_000, 2_500, Path(folder), patience=1_200))
    print(piled_up)
    flaws += piled_up.flaws()
    if flaws:
        print("not as it must be:", "; ".join(flaws))
        sys.exit(1)


if __name__ == "__main__":
    main()
