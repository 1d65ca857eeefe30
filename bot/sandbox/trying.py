"""The sandbox with its page, and the real bot as a process beside it that is started again whenever it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from .page import ChatPage
from .server import DEFAULT_TOKENS, SandboxServer

PAUSE = 2.0
"""Seconds before a bot that has ended is started again."""
PATIENCE = 10.0
"""Seconds that the bot gets to end by itself."""


REFUSED = 2
"""The exit code of a bot whose settings or content are wrong; it has said what and where."""


class BotRefusedError(Exception):
    """The bot cannot start with the settings and the content it is given."""


async def try_out(port: int, data: Path) -> None:
    """Serves the page and keeps the bot running until SIGINT or SIGTERM. Raises OSError when the port is taken,
    BotRefusedError when the bot cannot start at all."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    page = ChatPage()
    async with SandboxServer(DEFAULT_TOKENS, port=port, more_routes=page.routes()) as server:
        _say("Đang mở bot và trang trò chuyện, chờ vài giây…")
        cast = page.open(server)
        keeper = asyncio.create_task(_keep_running(page, server, data, str(cast.staff.id)))
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({keeper, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            keeper.cancel()
            await asyncio.gather(keeper, stopped, return_exceptions=True)
    if not stop.is_set() and not keeper.cancelled():
        keeper.result()


async def _keep_running(page: ChatPage, server: SandboxServer, data: Path, staff_chat: str) -> None:
    address_told = False
    while True:
        bot = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from bot.cli import main; main()",
            "run",
            env=_environment(server, data, staff_chat),
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            while line := await _line(bot):
                if line.startswith(b"ready"):
                    page.say_bot(up=True)
                    if not address_told:
                        print(f"{server.url}/", flush=True)
                        _say("Mở địa chỉ trên bằng trình duyệt của máy này. Bấm Ctrl+C để dừng.")
                        address_told = True
            code = await bot.wait()
        finally:
            page.say_bot(up=False)
            await _ended(bot)
        if code == REFUSED and not address_told:
            raise BotRefusedError
        _say(f"Bot đã dừng (mã {code}); chạy lại sau {PAUSE:.0f} giây.")
        await asyncio.sleep(PAUSE)


def _say(words: str) -> None:
    """To the person; standard output holds nothing but the address."""
    print(words, file=sys.stderr, flush=True)


async def _line(bot: asyncio.subprocess.Process) -> bytes:
    """The next line that the bot prints; empty once it prints no more."""
    return await bot.stdout.readline() if bot.stdout is not None else b""


async def _ended(bot: asyncio.subprocess.Process) -> None:
    if bot.returncode is not None:
        return
    bot.terminate()
    try:
        await asyncio.wait_for(bot.wait(), PATIENCE)
    except TimeoutError:
        bot.kill()
        await bot.wait()


def _environment(server: SandboxServer, data: Path, staff_chat: str) -> dict[str, str]:
    """The bot's variables: everything that could reach the real Telegram, or be taken by a real bot on this machine,
    is set, so that no .env of ours counts."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("HOIDAP_") or name in ("HOIDAP_CONFIG", "HOIDAP_CONTENT")
    }
    return kept | {
        "HOIDAP_TOKEN": server.token,
        "HOIDAP_API_URL": server.api_url,
        "HOIDAP_DATA": str(data),
        "HOIDAP_STAFF_CHAT": staff_chat,
        "HOIDAP_WEBHOOK_URL": "",
        "HOIDAP_PROXY": "",
        "HOIDAP_LISTEN": "127.0.0.1:0",
        # What is tried out with our own content is not for our own history.
        **({} if os.environ.get("HOIDAP_CONTENT") else {"HOIDAP_PUBLISHING__COMMIT": "false"}),
    }
