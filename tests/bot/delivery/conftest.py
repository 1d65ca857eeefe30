"""The real process, hoidap run, for tests that kill it and look at it from outside."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.config import load_settings
from bot.content_folder import resolve_content
from intents.content.loader import load_or_raise
from intents.responder import Responder

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
TOKEN = "123:bi-mat-cua-bot"


@dataclass(slots=True)
class Process:
    """A running hoidap."""

    process: asyncio.subprocess.Process
    port: int
    log: list[str] = field(default_factory=list)
    _reading: asyncio.Task[None] | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def ready(self) -> None:
        """Returns once it has said so."""
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)
        assert line.startswith(b"ready"), "".join(self.log)

    async def logged(self, text: str) -> str:
        """The first line of the log with that text."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for line in self.log:
                    if text in line:
                        return line
                self._changed.clear()
                await self._changed.wait()

    async def get(self, path: str) -> tuple[int, Any]:
        """Status and body of a page of its web server."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}{path}") as response,
        ):
            json = response.content_type == "application/json"
            return response.status, await (response.json() if json else response.text())

    async def settled(self) -> None:
        """Returns once no update is without an outcome, which from outside can only be asked for."""
        async with asyncio.timeout(PATIENCE):
            while (await self.get("/healthz"))[1]["pending"]:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        await self.process.wait()

    async def terminate(self) -> int:
        """SIGTERM; its exit code."""
        self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    def read_log(self) -> None:
        async def read() -> None:
            assert self.process.stderr is not None
            while line := await self.process.stderr.readline():
                self.log.append(line.decode())
                self._changed.set()

        self._reading = asyncio.create_task(read())


Start = Callable[..., AbstractAsyncContextManager[Process]]


@pytest.fixture(scope="session")
def fitted(fitted_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the fitted model of the content is, made once: it is what takes long at a first start."""
    if not any(fitted_models.glob("*.npz")):
        folder = tmp_path_factory.mktemp("fitted")
        settings = load_settings({"HOIDAP_DATA": str(folder)}, folder)
        Responder(load_or_raise(resolve_content(settings).path), settings.matcher.thresholds(), fitted_models)
    return fitted_models


@pytest.fixture
def data(tmp_path: Path, fitted: Path) -> Path:
    """A data folder that has the model."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "model").symlink_to(fitted, target_is_directory=True)
    return folder


@pytest.fixture
def start(data: Path) -> Start:
    """Starts the bot against a Bot API, with further HOIDAP_ variables; kills it at the end of the block. `before` is
    run in the process before the bot, to break something in it."""

    @asynccontextmanager
    async def started(api_url: str, *, before: str = "", **settings: str) -> AsyncIterator[Process]:
        port = free_port()
        environment = {
            "HOIDAP_TOKEN": TOKEN,
            "HOIDAP_API_URL": api_url,
            "HOIDAP_DATA": str(data),
            "HOIDAP_LISTEN": f"127.0.0.1:{port}",
            "HOIDAP_LIMITS": "off",
        } | {f"HOIDAP_{name}": value for name, value in settings.items()}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            f"{before}\nfrom bot.cli import main; main()",
            "run",
            env=os.environ | environment,
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        running = Process(process, port)
        running.read_log()
        try:
            yield running
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    return started


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
