"""The token appears nowhere: not in what the process prints, whatever the server says, nor in the process list."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.pictures import read_codes
from bot.sandbox import DroppedAfter, DroppedBefore, RateLimited, SandboxServer, ServerError
from bot.sandbox.media import small_png
from bot.services import Services
from intents.safety.pictures import NO_CODES

from .test_reloading import fill

ROOT = Path(__file__).parents[2]
NUMBER, OWN = "123456", "AAF-dau-hieu-rieng-cua-ma-bot"
TOKEN = f"{NUMBER}:{OWN}"
SECRETS = {"HOIDAP_SECRET": "khoa-bam-rieng", "HOIDAP_WEBHOOK_SECRET": "mat-khau-webhook-rieng"}
PERSONAL = ("048099001234", "0905123456", "lan.rieng@example.com")


class Run:
    """One run of the real process: everything that it printed, and how it stands in the process list."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.printed = ""

    async def line_with(self, text: str) -> None:
        """Waits until the process has printed it."""
        assert self._process.stdout is not None
        while text not in self.printed:
            line = await asyncio.wait_for(self._process.stdout.readline(), 30)
            assert line, f"the process ended: {self.printed}"
            self.printed += line.decode()

    async def end(self) -> None:
        """Ends it as a service manager does and reads the rest."""
        if self._process.returncode is None:
            self._process.terminate()
        rest, _ = await asyncio.wait_for(self._process.communicate(), 30)
        self.printed += rest.decode()

    def command_line(self) -> bytes:
        return Path(f"/proc/{self._process.pid}/cmdline").read_bytes()


@asynccontextmanager
async def hoidap_run(api_url: str, folder: Path, **settings: str) -> AsyncIterator[Run]:
    environment = {
        "HOIDAP_TOKEN": TOKEN,
        "HOIDAP_API_URL": api_url,
        "HOIDAP_DATA": str(folder / "data"),
        "HOIDAP_CONTENT": str(fill(folder / "content")),
        **SECRETS,
    } | {f"HOIDAP_{name}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", "run",
        env=os.environ | environment, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    run = Run(process)
    try:
        yield run
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def assert_silent(text: str) -> None:
    for secret in (OWN, *SECRETS.values(), *PERSONAL):
        assert secret not in text


@asynccontextmanager
async def server(answer: web.Response | None, *, echo: bool = False) -> AsyncIterator[str]:
    """A Bot API that is none: always the same answer, the token read back to the caller, or a connection cut off."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if echo:
            said = {"ok": False, "error_code": 400, "description": f"no such thing: {request.path} {TOKEN}"}
            return web.json_response(said, status=400)
        if answer is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return web.Response(status=answer.status, body=answer.body)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    finally:
        await runner.cleanup()


async def test_a_run_full_of_failures_shows_no_secret_and_no_personal_number(tmp_path: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as telegram, hoidap_run(telegram.api_url, tmp_path) as run:
        await run.line_with("ready")
        assert OWN.encode() not in run.command_line()
        chat = telegram.user(1001, "Lan", "vi").private()
        for fault in (ServerError(502), DroppedBefore(), DroppedAfter(), RateLimited(0)):
            telegram.faults.add("*", fault, times=2)
            chat.send(f"căn cước {PERSONAL[0]}, gọi {PERSONAL[1]}, viết {PERSONAL[2]}")
        telegram.faults.clear()
        asked = chat.send("mất căn cước thì sao")
        while (await chat.next_bot_message(timeout=30)).reply_to is not asked:
            pass
        await run.end()
    assert_silent(run.printed)
    for path in (tmp_path / "data").rglob("*"):
        if path.is_file():
            assert not any(number.encode() in path.read_bytes() for number in PERSONAL)
            assert OWN.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(status=500, body=b"<h1>500</h1>"),
        web.Response(status=200, body=b"\xff\xfe not JSON"),
        web.Response(status=200, body=b'{"ok": true, "result": []}'),
        None,
    ],
    ids=["500", "no JSON", "wrong JSON", "cut off"],
)
async def test_a_server_that_talks_nonsense_makes_it_print_no_secret(
    tmp_path: Path, answer: web.Response | None
) -> None:
    async with server(answer) as api_url, hoidap_run(api_url, tmp_path) as run:
        await run.line_with("\n")
        await run.end()
    assert_silent(run.printed)


async def test_a_server_that_reads_the_token_back_makes_it_print_no_secret(tmp_path: Path) -> None:
    async with server(None, echo=True) as api_url, hoidap_run(api_url, tmp_path) as run:
        await run.line_with("\n")
        await run.end()
    assert_silent(run.printed)


def test_services_do_not_show_their_key_when_printed() -> None:
    assert "secret" not in {name for name, field in Services.__dataclass_fields__.items() if field.repr}


async def test_the_process_that_decodes_pictures_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    start, given = asyncio.create_subprocess_exec, []

    async def noted(*command: str, **options: Any) -> asyncio.subprocess.Process:
        given.append(options["env"])
        return await start(*command, **options)

    monkeypatch.setenv("HOIDAP_TOKEN", TOKEN)
    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    assert await read_codes(small_png()) == NO_CODES
    (environment,) = given
    assert TOKEN not in environment.values()
    assert "PATH" in environment
