"""A Bot API that does as little as it can: hands out updates at a rate and notes when each is answered.

Run as a process of its own: `python -m bench.load_server` prints its port. `POST /load` begins a run, `GET /result`
waits for its end."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from dataclasses import dataclass, field

from aiohttp import web

_CHAT = re.compile(rb"chat_id\D+?(\d+)")
_OFFSET = re.compile(rb"offset\D+?(\d+)")
_BOT = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "Bot", "can_join_groups": True}
_LONGEST_POLL = 2.0


@dataclass(slots=True)
class Run:
    """One run: which updates were handed out when, and when each was answered."""

    count: int = 0
    rate: float = 0.0
    """Updates a second; 0 = all at once."""
    questions: list[str] = field(default_factory=list)
    first_id: int = 1
    began: float = 0.0
    answered: dict[int, float] = field(default_factory=dict)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def due(self, number: int) -> float:
        """When that update comes."""
        return self.began + (number / self.rate if self.rate else 0.0)

    def update(self, number: int) -> str:
        """The update as JSON; each is a person's of their own, whose chat tells which answer is whose."""
        chat = self.first_id + number
        person = {"id": chat, "is_bot": False, "first_name": "Dân", "language_code": "vi"}
        message = {
            "message_id": 1,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Dân"},
            "from": person,
            "text": self.questions[number % len(self.questions)],
        }
        return json.dumps({"update_id": chat, "message": message})


class LoadServer:
    """Serves one bot."""

    def __init__(self) -> None:
        self._run = Run()
        self._next_id = 1

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Every request, by its last word."""
        name = request.path.rpartition("/")[2]
        body = await request.read()
        match name.lower():
            case "getupdates":
                return await self._updates(body + request.query_string.encode())
            case "sendmessage":
                return self._sent(body)
            case "getme":
                return _answer(json.dumps(_BOT))
            case "load":
                return self._load(json.loads(body))
            case "result":
                await self._run.over.wait()
                run = self._run
                waits = sorted(run.answered[number] - run.due(number) for number in run.answered)
                return web.json_response({"seconds": max(run.answered.values()) - run.began, "waits": waits})
        return _answer("true")

    def _load(self, wanted: dict[str, object]) -> web.StreamResponse:
        self._run = Run(
            count=int(str(wanted["count"])),
            rate=float(str(wanted["rate"])),
            questions=[str(one) for one in wanted["questions"]],  # type: ignore[attr-defined]
            first_id=self._next_id,
            began=time.perf_counter(),
        )
        self._next_id += self._run.count
        return _answer("true")

    async def _updates(self, asked: bytes) -> web.StreamResponse:
        run = self._run
        offset = _OFFSET.search(asked)
        first = max(int(offset[1]) - run.first_id if offset else 0, 0)
        deadline = time.perf_counter() + _LONGEST_POLL
        while True:
            run = self._run
            first = max(int(offset[1]) - run.first_id if offset else 0, 0)
            now = time.perf_counter()
            due = [number for number in range(first, min(first + 100, run.count)) if run.due(number) <= now]
            if due or now > deadline:
                return _answer(f"[{','.join(run.update(number) for number in due)}]")
            until = run.due(first) if first < run.count else deadline
            await asyncio.sleep(min(max(until - now, 0.0005), 0.05))

    def _sent(self, body: bytes) -> web.StreamResponse:
        found = _CHAT.search(body)
        number = int(found[1]) - self._run.first_id if found else -1
        if 0 <= number < self._run.count and number not in self._run.answered:
            self._run.answered[number] = time.perf_counter()
            if len(self._run.answered) == self._run.count:
                self._run.over.set()
        chat = {"id": number + self._run.first_id, "type": "private"}
        return _answer(json.dumps({"message_id": 2, "date": 1, "chat": chat, "from": _BOT, "text": "x"}))


def _answer(result: str) -> web.Response:
    return web.Response(text=f'{{"ok":true,"result":{result}}}', content_type="application/json")


async def main() -> None:
    """Serves until its standard input is closed."""
    runner = web.ServerRunner(web.Server(LoadServer().handle, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
