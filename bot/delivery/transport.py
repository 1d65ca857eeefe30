"""python-telegram-bot's requests over aiohttp, and calls of plain data over connections of our own.

Not httpx: it takes a third of the time of an answer, and with httpx-aiohttp a connection that broke after the request
was sent looks like one that was never made. What may have reached Telegram and what cannot have is told apart here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientProxyConnectionError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.delivery.connections import Connections, NoConnectionError

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

CONNECT_SECONDS = 10.0
WRITE_SECONDS = 20.0
KEEP_ALIVE_SECONDS = 60.0


class NotSentError(NetworkError):
    """No connection was made, so Telegram has not got the request."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    """What `do_request` needs of a `RequestData` without files, for parameters that are encoded once, as a whole:
    python-telegram-bot encodes each by itself and then all of them again."""

    json_payload: bytes
    contains_files: bool = False


class AiohttpRequest(BaseRequest):
    """One pool of connections to the Bot API, through `proxy` when given. Can be shut down and initialized again."""

    __slots__ = ("_connections", "_proxy", "_read_seconds", "_session", "_small")

    def __init__(self, *, connections: int, read_seconds: float, proxy: str | None = None) -> None:
        self._connections = connections
        self._read_seconds = read_seconds
        self._proxy = proxy
        self._session: ClientSession | None = None
        self._small: Connections | None = None
        """For calls of plain data."""

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer when a call names none of its own."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Opens the pool; a second call does nothing."""
        if self._session is None:
            self._small = Connections(self._connections, CONNECT_SECONDS, KEEP_ALIVE_SECONDS, self.USER_AGENT)
            connector = TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._session = ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})

    async def shutdown(self) -> None:
        """Closes the pool."""
        session, self._session = self._session, None
        if self._small is not None:
            self._small.close()
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer's JSON. Unlike python-telegram-bot's own, logs nothing of what cannot be read: it may hold a
        resident's words."""
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise TelegramError("Invalid server response") from None

    async def post_plain(self, url: str, parameters: dict[str, Any]) -> Any:
        """What a method of the Bot API answers to plain data, as plain data. Raises what `post` raises."""
        encoded = _Encoded(_ENCODE(parameters).encode("utf-8", "replace"))
        return await self.post(url, cast(RequestData, encoded))  # post hands it on to do_request and looks at nothing

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - part of the interface
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Status and body. Raises `NotSentError` when Telegram cannot have got the request, `TimedOut` or
        `NetworkError` when it may have; no message names the address, which holds the token."""
        if self._session is None:
            raise RuntimeError("this request class is not initialized")
        read = read_timeout if isinstance(read_timeout, (int, float)) else self._read_seconds
        try:
            if self._small is not None and isinstance(request_data, _Encoded) and self._is_direct(url):
                return await self._small.post(url, request_data.json_payload, read)
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                headers=None if request_data is None or request_data.contains_files else _JSON,
                proxy=self._proxy,
                allow_redirects=False,
                timeout=ClientTimeout(
                    total=CONNECT_SECONDS + WRITE_SECONDS + read, sock_connect=CONNECT_SECONDS, sock_read=read
                ),
            ) as response:
                return response.status, await response.read()
        except (NoConnectionError, ClientConnectorError, ClientProxyConnectionError, ConnectionTimeoutError) as error:
            raise NotSentError(f"no connection ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise NetworkError(f"connection lost ({type(error).__name__})") from None

    def _is_direct(self, url: str) -> bool:
        """Whether the server is reached without a proxy, and without a name and password in its address."""
        return not self._proxy and "@" not in url


_JSON = {"Content-Type": "application/json"}
_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _body(data: RequestData | None) -> bytes | FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_payload
    form = FormData(data.json_parameters)
    for name, (file_name, content, kind) in _files(data):
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form


def _files(data: RequestData) -> list[tuple[str, tuple[str, Any, str]]]:
    return list(data.multipart_data.items())
