"""What the webhook takes and what it refuses, over real HTTP."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.delivery.wire import unreadable
from bot.store import StoreError
from bot.web import serve
from bot.webhook import MAX_BODY, SECRET_HEADER, webhook_route

SECRET = "mật-khẩu-của-tổ"
UPDATE = {"update_id": 1, "message": {"text": "căn cước"}}


@dataclass
class Hook:
    """A webhook, with what it took."""

    port: int = 0
    took: list[Any] = field(default_factory=list)
    works: bool = True

    async def receive(self, updates: Sequence[Any]) -> None:
        if not self.works:
            raise StoreError("đĩa đầy")
        self.took += updates

    async def post(self, secret: str | None = SECRET, **body: Any) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with aiohttp.ClientSession() as http:
            return (await http.post(f"http://127.0.0.1:{self.port}/tin", headers=headers, **body)).status


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    one = Hook()
    runner = await serve([webhook_route("/tin", SECRET, one.receive)], "127.0.0.1:0")
    one.port = runner.addresses[0][1]
    yield one
    await runner.cleanup()


async def test_a_post_with_the_secret_is_taken_before_it_is_acknowledged(hook: Hook) -> None:
    assert await hook.post(json=UPDATE) == 200
    assert hook.took == [UPDATE]


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "x" * 5000])
async def test_a_post_with_another_secret_or_none_is_refused(hook: Hook, secret: str | None) -> None:
    assert await hook.post(secret, json=UPDATE) == 403
    assert hook.took == []


async def test_a_secret_that_is_no_text_is_refused_like_any_other(hook: Hook) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    head = f"POST /tin HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n{SECRET_HEADER}: ".encode()
    writer.write(head + b"\xff\xfe\x80\r\n\r\n{}")
    assert b" 403 " in await reader.readline()
    writer.close()


async def test_what_cannot_be_stored_is_not_acknowledged(hook: Hook) -> None:
    hook.works = False
    assert await hook.post(json=UPDATE) == 503


async def test_an_update_that_cannot_be_read_is_taken_so_that_it_does_not_come_for_ever(hook: Hook) -> None:
    nested = b'{"update_id": 7, "message": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    assert await hook.post(data=nested) == 200
    assert hook.took == [unreadable(7)]


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"1", b"[" * 50_000])
async def test_what_is_no_update_at_all_is_refused(hook: Hook, body: bytes) -> None:
    assert await hook.post(data=body) == 400


async def test_a_body_larger_than_any_update_is_not_read(hook: Hook) -> None:
    assert await hook.post(data=io.BytesIO(b" " * (MAX_BODY + 1))) == 413
    assert hook.took == []


async def test_only_posts_are_taken(hook: Hook) -> None:
    async with aiohttp.ClientSession() as http:
        address = f"http://127.0.0.1:{hook.port}/tin"
        assert (await http.get(address, headers={SECRET_HEADER: SECRET})).status == 405
