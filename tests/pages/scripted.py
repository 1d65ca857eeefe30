"""The page over a bot that does what a test tells it to, call by call, over the Bot API."""

from __future__ import annotations

import asyncio
import json
import threading
import urllib.request
import uuid
from typing import Any

from bot.sandbox import SandboxServer
from bot.sandbox.page import ChatPage

PATIENCE = 30


class ScriptedBot:
    """A sandbox with its page, in a thread of its own; the test is the bot."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._page = ChatPage()
        self._server = SandboxServer(more_routes=self._page.routes())
        self._offset = 0
        self._do(self._server.start())
        self._page.open(self._server)
        self._loop.call_soon_threadsafe(self._page.say_bot, True)
        self.url = f"{self._server.url}/"

    def stop(self) -> None:
        """Ends server and thread."""
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    def call(self, method: str, **params: Any) -> Any:
        """What the Bot API answers to a call; a parameter given as bytes is uploaded as a file."""
        boundary = uuid.uuid4().hex
        body = b"".join(_part(boundary, name, value) for name, value in params.items()) + f"--{boundary}--\r\n".encode()
        request = urllib.request.Request(
            f"{self._server.api_url}{self._server.token}/{method}",
            body,
            {"Content-Type": f"multipart/form-data; boundary={boundary}"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return json.load(response)["result"]

    def next_update(self, kind: str) -> Any:
        """The next update of a kind; earlier ones of other kinds are dropped."""
        while True:
            (update,) = self.call("getUpdates", offset=self._offset, timeout=PATIENCE, limit=1)
            self._offset = update["update_id"] + 1
            if kind in update:
                return update[kind]

    def next_message(self) -> Any:
        """The next message that somebody has written or attached."""
        while True:
            message = self.next_update("message")
            if not {"text", "photo", "document"}.isdisjoint(message):
                return message

    async def _close(self) -> None:
        await self._server.stop()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)


def _part(boundary: str, name: str, value: Any) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
    if isinstance(value, bytes):
        return f'{head}; filename="to-khai.pdf"\r\n\r\n'.encode() + value + b"\r\n"
    text = value if isinstance(value, str) else json.dumps(value)
    return f"{head}\r\n\r\n{text}\r\n".encode()
