"""Delivery of updates to a webhook, on loopback only."""

import asyncio
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import aiohttp

from .accounts import BotAccount
from .errors import refuse
from .inbox import PendingUpdate
from .loopback import is_loopback

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)
_TIMEOUT = aiohttp.ClientTimeout(total=60)


def check_url(url: str) -> None:
    """Raises ApiError unless the address is http or https on loopback."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        refuse("bad webhook: Wrong port number specified in the URL")
    if parts.scheme not in ("http", "https"):
        refuse("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname or port == 0:
        refuse("bad webhook: URL host is empty")
    if not is_loopback(parts.hostname):
        refuse(f"bad webhook: the sandbox sends nothing outside loopback, {parts.hostname} is not on it")


class WebhookSender:
    """Posts a bot's pending updates, those of one chat in order, and tries again until the answer is a 2xx."""

    def __init__(self, bot: BotAccount, clock: Callable[[], float], retry_seconds: float) -> None:
        self._bot = bot
        self._clock = clock
        self._retry = retry_seconds
        self._more = asyncio.Event()
        self._lanes: set[int] = set()
        self._deliveries: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None

    def settings_changed(self) -> None:
        """Start or stop sending, as the bot's webhook settings now say."""
        if self._bot.webhook.url and self._loop is None:
            self._bot.inbox.on_push = self._more.set
            self._loop = asyncio.create_task(self._run())
        self._more.set()

    async def stop(self) -> None:
        """Stop sending; what is not confirmed stays in the inbox."""
        running = [task for task in (self._loop, *self._deliveries) if task is not None]
        self._loop = None
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self._lanes.clear()

    async def _run(self) -> None:
        async with aiohttp.ClientSession(timeout=_TIMEOUT, trust_env=False) as session:
            while True:
                await self._more.wait()
                self._more.clear()
                if self._bot.webhook.url:
                    self._start_deliveries(session)

    def _start_deliveries(self, session: aiohttp.ClientSession) -> None:
        for update in self._bot.inbox.pending:
            if len(self._deliveries) >= self._bot.webhook.max_connections:
                return
            if update.lane not in self._lanes:
                self._lanes.add(update.lane)
                task = asyncio.create_task(self._deliver(session, update))
                self._deliveries.add(task)
                task.add_done_callback(partial(self._delivered, update.lane))

    def _delivered(self, lane: int, task: asyncio.Task[None]) -> None:
        self._deliveries.discard(task)
        self._lanes.discard(lane)
        self._more.set()

    async def _deliver(self, session: aiohttp.ClientSession, update: PendingUpdate) -> None:
        problem = await self._post(session, update)
        if problem:
            self._bot.webhook.last_error_message = problem
            self._bot.webhook.last_error_date = int(self._clock())
            await asyncio.sleep(self._retry)
        else:
            self._bot.inbox.remove(update.update_id)

    async def _post(self, session: aiohttp.ClientSession, update: PendingUpdate) -> str:
        settings = self._bot.webhook
        headers = {_SECRET_HEADER: settings.secret_token} if settings.secret_token else {}
        try:
            async with session.post(
                settings.url, json=update.json(), headers=headers, allow_redirects=False
            ) as response:
                await response.read()
                if 200 <= response.status < 300:
                    return ""
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {type(error).__name__}"
