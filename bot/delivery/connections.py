"""Connections to the Bot API for small calls: a JSON body there, a JSON body back, kept open for the next.

Not aiohttp's client, which does far more and takes as long over a call as all the rest of an answer that is not
matching. What it has that a call needs is here: TLS, connections kept and dropped, one time limit, and telling apart
what cannot have reached the server from what may have."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from functools import cache
from typing import cast
from urllib.parse import urlsplit

from httptools import HttpParserError, HttpResponseParser


class NoConnectionError(ConnectionError):
    """None could be made: nothing was sent."""


class Connections:
    """Up to `most` connections to a server at a time, each idle for at most `idle_seconds`. Belongs to one loop."""

    def __init__(self, most: int, connect_seconds: float, idle_seconds: float, user_agent: str) -> None:
        self._connect_seconds = connect_seconds
        self._idle_seconds = idle_seconds
        self._user_agent = user_agent
        self._free = asyncio.Semaphore(most)
        self._idle: dict[tuple[str, str], deque[_Connection]] = {}

    async def post(self, url: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        """Status and body of what the server answers to JSON. Raises `NoConnectionError`; `TimeoutError` when the
        answer takes longer than so many seconds; another `ConnectionError` when the connection broke meanwhile."""
        parts = urlsplit(url)
        server = parts.scheme, parts.netloc
        head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: {self._user_agent}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        async with self._free:
            connection = self._taken(server) or await self._made(server)
            answer = await connection.ask(head.encode("ascii") + body, seconds)
            if connection.usable:
                self._idle.setdefault(server, deque()).append(connection)
        return answer

    def close(self) -> None:
        """Closes what is idle; what is in use closes when its answer is there."""
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()

    def _taken(self, server: tuple[str, str]) -> _Connection | None:
        """The connection used last of those that can be used again."""
        idle = self._idle.get(server)
        now = asyncio.get_running_loop().time()
        while idle:
            connection = idle.pop()
            if connection.usable and now - connection.idle_since < self._idle_seconds:
                return connection
            connection.close()
        return None

    async def _made(self, server: tuple[str, str]) -> _Connection:
        scheme, netloc = server
        place = urlsplit(f"//{netloc}")
        secure = scheme == "https"
        try:
            async with asyncio.timeout(self._connect_seconds):
                _, connection = await asyncio.get_running_loop().create_connection(
                    _Connection,
                    place.hostname or "",
                    place.port or (443 if secure else 80),
                    ssl=_context() if secure else None,
                    happy_eyeballs_delay=0.25,
                )
        except (OSError, TimeoutError) as error:
            raise NoConnectionError(type(error).__name__) from None
        return connection


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Connection(asyncio.Protocol):
    """One connection: one question at a time. The methods without an underscore besides `ask` and `close` are called by
    asyncio and by the parser."""

    def __init__(self) -> None:
        self._parser = HttpResponseParser(self)
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None
        self._body = bytearray()
        self._until_end = True
        """Whether the body ends where the connection does, for want of a header that says how long it is."""
        self._in_body = False
        self.usable = True
        self.idle_since = 0.0

    async def ask(self, request: bytes, seconds: float) -> tuple[int, bytes]:
        """Status and body of the answer."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[tuple[int, bytes]] = loop.create_future()
        self._waiting = waiting
        late = loop.call_later(seconds, self._fail, TimeoutError())
        self._transport.write(request)
        try:
            return await waiting
        finally:
            late.cancel()
            if self._waiting is not None:  # whoever asked has been cancelled
                self.close()
            self.idle_since = loop.time()

    def close(self) -> None:
        """Ends it at once."""
        self.usable = False
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._waiting is None:
            self.close()  # nothing was asked
            return
        try:
            self._parser.feed_data(data)
        except HttpParserError:
            self._fail(ConnectionError("what came is no HTTP"))

    def connection_lost(self, error: Exception | None) -> None:
        self.usable = False
        if error is None and self._in_body and self._until_end:
            self._answer()
        else:
            self._fail(error or ConnectionError("closed by the server"))

    def on_message_begin(self) -> None:
        if self._waiting is None:
            self.close()  # more than was asked for, and taken for the next answer otherwise
        self._body.clear()
        self._until_end, self._in_body = True, False

    def on_header(self, name: bytes, _value: bytes) -> None:
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._until_end = False

    def on_headers_complete(self) -> None:
        self._in_body = True

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        if self._parser.get_status_code() >= 200:  # else more is to come
            self.usable = self.usable and self._parser.should_keep_alive()
            self._answer()

    def _answer(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result((self._parser.get_status_code(), bytes(self._body)))
        if not self.usable:
            self._transport.close()

    def _fail(self, error: Exception) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_exception(error)
        self.close()
