"""Updates sent to a webhook on loopback."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from bot.sandbox import SandboxServer, Seat

SECRET = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Receiver:
    """A real HTTP endpoint of a bot; answers with the given statuses first, then with 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    bodies: list[dict[str, object]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get(SECRET))
        self.bodies.append(await request.json())
        self.arrived.set()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    def texts(self) -> list[object]:
        return [body["message"]["text"] for body in self.bodies if isinstance(body["message"], dict)]

    async def have(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.bodies) < count:
                self.arrived.clear()
                await self.arrived.wait()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret_and_then_gone(bot: Bot, chat: Seat, receiver: Receiver) -> None:
    assert await bot.set_webhook(receiver.url, secret_token="bi-mat_1", max_connections=3)
    await receiver.have(1)
    chat.send("một")
    await receiver.have(2)
    assert (receiver.texts(), receiver.secrets) == (["/start", "một"], ["bi-mat_1"] * 2)
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections) == (receiver.url, 3)


@pytest.mark.parametrize("status", [302, 403, 500, 503])
async def test_a_post_is_repeated_until_it_is_taken(bot: Bot, chat: Seat, receiver: Receiver, status: int) -> None:
    receiver.statuses = [status, status]
    await bot.set_webhook(receiver.url)
    chat.send("một")
    await receiver.have(4)
    assert receiver.texts() == ["/start", "/start", "/start", "một"]
    info = await bot.get_webhook_info()
    assert str(status) in (info.last_error_message or "")


async def test_a_receiver_that_is_not_there_yet_loses_nothing(bot: Bot, chat: Seat, receiver: Receiver) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await asyncio.sleep(0.05)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_date is not None) == (1, True)
    await bot.set_webhook(receiver.url)
    await receiver.have(1)


async def test_one_slow_chat_does_not_hold_up_another(
    server: SandboxServer, bot: Bot, chat: Seat, receiver: Receiver
) -> None:
    receiver.statuses = [500] * 3
    server.user(1002, "Minh").private().send("chào")
    await bot.set_webhook(receiver.url)
    await receiver.have(5)
    assert set(receiver.texts()) == {"/start", "chào"}


async def test_deleting_the_webhook_returns_to_polling(bot: Bot, chat: Seat) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    assert await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1
    assert (await bot.get_webhook_info()).url == ""


async def test_pending_updates_can_be_dropped(bot: Bot, chat: Seat, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    chat.send("sau")
    await receiver.have(1)
    assert receiver.texts() == ["sau"]


async def test_delivery_goes_on_after_a_restart_of_the_server(
    server: SandboxServer, bot: Bot, chat: Seat, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    await receiver.have(1)
    while (await bot.get_webhook_info()).pending_update_count:
        pass
    await server.stop()
    chat.send("trong lúc nghỉ")
    await server.start()
    await receiver.have(2)
    assert receiver.texts()[-1] == "trong lúc nghỉ"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://127.0.0.1/", "Bad webhook: an https url must be provided for webhook"),
        ("https:///hook", "Bad webhook: url host is empty"),
        ("http://127.0.0.1:99999/", "Bad webhook: wrong port number specified in the url"),
        ("https://example.vn/hook", "Bad webhook: the sandbox sends nothing outside loopback"),
    ],
)
async def test_other_addresses_are_refused(bot: Bot, url: str, reason: str) -> None:
    with pytest.raises(BadRequest, match="(?i)" + reason):
        await bot.set_webhook(url)


@pytest.mark.parametrize(("secret", "reason"), [("a" * 257, "too long"), ("bí mật", "unallowed characters")])
async def test_bad_secrets_are_refused(bot: Bot, secret: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_webhook("http://127.0.0.1:9/", secret_token=secret)
