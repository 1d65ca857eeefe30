"""The connection to a Bot API, such as a self-hosted one: calls, uploads, files, and failures told apart."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.application import file_url, request
from bot.config import Settings
from bot.delivery.transport import AiohttpRequest, NotSentError
from bot.sandbox import Delayed, DroppedAfter, SandboxServer, Seat
from tests.bot.delivery.conftest import free_port

TOKEN = "123:abc"


def made(api_url: str, settings: Settings, read_seconds: float = 5.0) -> Bot:
    return Bot(
        TOKEN,
        base_url=api_url,
        base_file_url=file_url(api_url),
        request=request(settings, connections=4, read_seconds=read_seconds),
        get_updates_request=request(settings, connections=1, read_seconds=read_seconds),
    )


async def by_library(bot: Bot) -> str | None:
    """A message sent by python-telegram-bot's method."""
    return (await bot.send_message(1001, "lại đây")).text


async def as_plain_data(bot: Bot) -> str | None:
    """The same as replies are sent."""
    assert isinstance(bot.request, AiohttpRequest)
    sent = await bot.request.post_plain(f"{bot.base_url}/sendMessage", {"chat_id": 1001, "text": "lại đây"})
    return str(sent["text"])


both_ways = pytest.mark.parametrize("send", [by_library, as_plain_data])
Send = Callable[[Bot], Awaitable[str | None]]


@pytest.fixture
async def client(telegram: SandboxServer, settings: Settings, chat: Seat) -> AsyncIterator[Bot]:
    chat.start()
    async with made(telegram.api_url, settings) as bot:
        yield bot


async def test_a_file_is_uploaded_and_fetched_again_from_the_same_server(client: Bot) -> None:
    sent = await client.send_document(1001, "giấy tờ".encode(), filename="giay-to.txt", caption="Đây")
    assert sent.document is not None
    assert sent.caption == "Đây"
    file = await client.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == "giấy tờ".encode()


@both_ways
async def test_it_can_be_shut_down_and_opened_again(client: Bot, send: Send) -> None:
    assert await send(client) == "lại đây"
    await client.shutdown()
    await client.initialize()
    assert await send(client) == "lại đây"


@both_ways
async def test_a_connection_that_breaks_after_sending_may_have_delivered(
    client: Bot, telegram: SandboxServer, send: Send
) -> None:
    telegram.faults.add("sendMessage", DroppedAfter(), times=1)
    with pytest.raises(NetworkError, match="connection lost") as failed:
        await send(client)
    assert not isinstance(failed.value, NotSentError)


@both_ways
async def test_an_answer_that_does_not_come_in_time_may_have_been_delivered(
    telegram: SandboxServer, settings: Settings, chat: Seat, send: Send
) -> None:
    chat.start()
    async with made(telegram.api_url, settings, read_seconds=0.2) as bot:
        telegram.faults.add("sendMessage", Delayed(2.0), times=1)
        with pytest.raises(TimedOut):
            await send(bot)


async def test_without_a_connection_nothing_was_sent_and_the_token_is_not_told(settings: Settings) -> None:
    bot = made(f"http://127.0.0.1:{free_port()}/bot", settings)
    with pytest.raises(NotSentError) as failed:
        await bot.initialize()
    assert "abc" not in str(failed.value)
    await bot.shutdown()


async def test_without_a_connection_no_plain_data_was_sent_and_the_token_is_not_told(settings: Settings) -> None:
    ours = request(settings, connections=1, read_seconds=5.0)
    await ours.initialize()
    with pytest.raises(NotSentError) as failed:
        await ours.post_plain(f"http://127.0.0.1:{free_port()}/bot{TOKEN}/sendMessage", {})
    assert "abc" not in str(failed.value)
    await ours.shutdown()
