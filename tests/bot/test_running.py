"""The real process, hoidap run, against a Bot API over HTTP by polling and by webhook, and its refusals."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox import SandboxServer, Seat
from bot.webhook import SECRET_HEADER

ROOT = Path(__file__).parents[2]
TOKEN = "123:bi-mat-cua-bot"
PATIENCE = 90.0
"""Seconds: the first start fits the matcher to all content, on a machine that may be busy."""


class Process:
    """A running hoidap, with what it has printed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ready(self) -> str:
        """The line it prints once it receives."""
        assert self._process.stdout is not None
        return (await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)).decode()

    async def log_line(self, containing: str) -> str:
        """The next line on standard error that contains a text."""
        assert self._process.stderr is not None
        while True:
            line = (await asyncio.wait_for(self._process.stderr.readline(), PATIENCE)).decode()
            assert line, "the process ended"
            if containing in line:
                return line

    async def ended(self, timeout: float = PATIENCE) -> tuple[int, str]:  # noqa: ASYNC109
        """Exit code and what is left on standard error."""
        _, err = await asyncio.wait_for(self._process.communicate(), timeout)
        return self._process.returncode or 0, err.decode()

    def terminate(self) -> None:
        """SIGTERM, as a service manager sends it."""
        self._process.terminate()

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.returncode is None


@pytest.fixture
def data(data_with_model: Path) -> Path:
    return data_with_model


@asynccontextmanager
async def hoidap_run(api_url: str, data: Path, **settings: str) -> AsyncIterator[Process]:
    environment = {"HOIDAP_TOKEN": TOKEN, "HOIDAP_API_URL": api_url, "HOIDAP_DATA": str(data)} | {
        f"HOIDAP_{name}": value for name, value in settings.items()
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from bot.cli import main; main()",
        "run",
        env=os.environ | environment,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Process(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def resident(server: SandboxServer) -> Seat:
    return server.user(1001, "Lan", "vi").private()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_it_says_ready_and_answers_by_polling(data: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server, hoidap_run(server.api_url, data) as bot:
        assert "ready" in await bot.ready()
        chat = resident(server)
        chat.send("mat can cuoc lam lai o dau")
        assert (await chat.next_bot_message()).text.startswith("Cấp, đổi, cấp lại thẻ căn cước")
        bot.terminate()
        assert (await bot.ended())[0] == 0


async def test_a_question_asked_while_it_was_off_is_answered(data: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        chat = resident(server)
        chat.send("chữ ký số là gì")
        async with hoidap_run(server.api_url, data):
            assert (await chat.next_bot_message(timeout=PATIENCE)).text.startswith("Chữ ký số là gì")


async def test_it_answers_by_webhook_and_refuses_posts_without_the_secret(data: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    url = f"http://{listen}/tin"
    async with (
        SandboxServer({TOKEN: "Bot"}, webhook_retry=0.02) as server,
        hoidap_run(server.api_url, data, WEBHOOK_URL=url, WEBHOOK_SECRET="mat-khau", LISTEN=listen) as bot,
    ):
        await bot.ready()
        chat = resident(server)
        chat.send("chữ ký số là gì")
        assert (await chat.next_bot_message()).text.startswith("Chữ ký số là gì")
        async with aiohttp.ClientSession() as http:
            assert (await http.post(url, json={"update_id": 1})).status == 403
            assert (await http.post(url, data=b"x", headers={SECRET_HEADER: "mat-khau"})).status == 400
            assert (await http.post(url, json=[], headers={SECRET_HEADER: "mat-khau"})).status == 400
            assert (await http.post(url, json={"la": "gi"}, headers={SECRET_HEADER: "mat-khau"})).status == 200
        chat.send("mất căn cước")
        assert (await chat.next_bot_message()).text.startswith("Cấp, đổi, cấp lại thẻ căn cước")


async def test_a_wrong_token_ends_it_with_a_line_that_does_not_show_it(data: Path) -> None:
    async with SandboxServer({"999:khac": "Bot"}) as server, hoidap_run(server.api_url, data) as bot:
        code, err = await bot.ended()
    assert code == 2
    assert "HOIDAP_TOKEN" in err
    assert "bi-mat" not in err
    assert "Traceback" not in err


async def test_a_server_that_is_not_there_is_said_and_waited_for(data: Path) -> None:
    port = free_port()
    async with hoidap_run(f"http://127.0.0.1:{port}/bot", data) as bot:
        line = await bot.log_line("Chưa nối được")
        assert "bi-mat" not in line
        async with SandboxServer({TOKEN: "Bot"}, port=port) as server:
            assert "ready" in await bot.ready()
            chat = resident(server)
            chat.send("chữ ký số là gì")
            assert (await chat.next_bot_message()).text.startswith("Chữ ký số là gì")


async def test_a_server_that_is_not_there_can_be_given_up(data: Path) -> None:
    async with hoidap_run(f"http://127.0.0.1:{free_port()}/bot", data) as bot:
        await bot.log_line("Chưa nối được")
        bot.terminate()
        assert (await bot.ended())[0] == 0


async def test_a_data_folder_that_cannot_be_written_ends_it_with_its_name(tmp_path: Path) -> None:
    data = tmp_path / "tep"
    data.write_text("một tệp, không phải thư mục", encoding="utf-8")
    async with SandboxServer({TOKEN: "Bot"}) as server, hoidap_run(server.api_url, data) as bot:
        code, err = await bot.ended()
    assert code == 2
    assert "HOIDAP_DATA" in err
    assert "Traceback" not in err


async def test_broken_content_ends_it_with_file_and_line(data: Path, tmp_path: Path) -> None:
    (tmp_path / "vi/chu-ky-so").mkdir(parents=True)
    (tmp_path / "vi/chu-ky-so/hong.md").write_text("không có gì", encoding="utf-8")
    async with (
        SandboxServer({TOKEN: "Bot"}) as server,
        hoidap_run(server.api_url, data, CONTENT=str(tmp_path)) as bot,
    ):
        code, err = await bot.ended()
    assert code == 2
    assert "hong.md:1" in err


async def test_without_a_token_it_says_where_to_put_one(data: Path) -> None:
    async with hoidap_run("http://127.0.0.1:9/bot", data, TOKEN="") as bot:
        code, err = await bot.ended()
    assert code == 2
    assert "@BotFather" in err


async def test_a_port_that_is_taken_is_named(data: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        listen = f"127.0.0.1:{server.port}"
        async with hoidap_run(server.api_url, data, WEBHOOK_URL=f"http://{listen}/x", LISTEN=listen) as bot:
            code, err = await bot.ended()
    assert code == 2
    assert "HOIDAP_LISTEN" in err


async def test_a_second_bot_with_the_same_token_is_said(data: Path, tmp_path: Path, fitted_models: Path) -> None:
    other = tmp_path / "khac"
    other.mkdir()
    (other / "model").symlink_to(fitted_models, target_is_directory=True)
    async with (
        SandboxServer({TOKEN: "Bot"}) as server,
        hoidap_run(server.api_url, data) as first,
        hoidap_run(server.api_url, other) as second,
    ):
        await first.ready()
        await second.ready()
        assert "bản khác" in await first.log_line("bản khác")
        assert first.running
        assert second.running
