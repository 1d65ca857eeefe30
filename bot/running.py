"""The life of the bot process: content, storage, Telegram; start, run, stop."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from aiohttp import web
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.config import ConfigError, Settings
from bot.content_folder import resolve_content
from bot.delivery.delivery import Delivery, bot_id
from bot.delivery.outgoing import is_passing
from bot.fitting import fit_aside
from bot.handlers import ALLOWED_UPDATES
from bot.introducing import introduce
from bot.memory import settle_memory
from bot.one_instance import FolderLock
from bot.privacy import load_or_create_secret
from bot.reloading import ContentWatch, Fingerprint, fingerprint
from bot.retention import keep_retention
from bot.services import Services
from bot.staff.duty import on_duty
from bot.storage import opened_store, recovered, tell_staff
from bot.store import StoreDamagedError, StoreError
from bot.store.sqlite import SqliteStore
from bot.web import serve, status_routes
from bot.webhook import webhook_path, webhook_route
from bot.weekly import keep_weekly
from intents.content.loader import load_or_raise
from intents.responder import Responder

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds between attempts to reach what is not there yet: doubled each time, up to a minute."""
LOCK_WAIT = 2.0
"""Seconds between two looks at whether the data folder is free."""

_log = logging.getLogger(__name__)


class _Stopped(Exception):  # noqa: N818 - no error: SIGTERM came while something was waited for
    pass


async def run(settings: Settings) -> None:
    """Runs the bot until SIGINT or SIGTERM. Raises `ConfigError`, `ContentError` or `StoreError`, each with what to do,
    when it cannot start; an API that is away, a folder or a database in use, a full disk are waited for, and a damaged
    database is mended."""
    token = settings.require_token()
    content_folder = resolve_content(settings)
    files = fingerprint(content_folder.path)
    content = load_or_raise(content_folder.path)
    _make_folder(settings.data)
    if not any(settings.models.glob("*.npz")):
        await fit_aside(content_folder.path, settings.models)  # what fitting needs of memory is not kept by the bot
    responder = Responder(content, settings.matcher.thresholds(), settings.models)
    stop, suspect = _stop_on_signal(), False
    while True:
        try:
            async with AsyncExitStack() as stack:
                await _live(settings, token, responder, (content_folder.path, files), stop, stack, suspect)
        except StoreDamagedError as error:
            _log.error("%s Bot dừng nhận tin để sửa, rồi tự chạy tiếp.", error)
            suspect = True
        except _Stopped:
            return
        else:
            return


async def _live(
    settings: Settings,
    token: str,
    responder: Responder,
    source: tuple[Path, Fingerprint],
    stop: asyncio.Event,
    stack: AsyncExitStack,
    suspect: bool,
) -> None:
    """From the data folder to the end. `suspect` when the database has turned out to be damaged in an earlier life.
    Raises `StoreDamagedError` when it does in this one."""
    await _take_folder(settings, stop, stack)
    store, mended = await opened_store(settings, lambda seconds: _pause(stop, seconds), suspect=suspect)
    stack.push_async_callback(store.aclose)
    services = Services(settings, responder, store, load_or_create_secret(settings))
    stack.push_async_callback(services.press.aclose)
    delivery = Delivery(settings, token, services, store.inbox(bot_id(token)))
    await recovered(delivery.receiver.recover, lambda seconds: _pause(stop, seconds))
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secrets.token_urlsafe(32)
    await _serve(settings, services, delivery, secret, stack)
    await _initialize(delivery, settings, stop)
    stack.push_async_callback(delivery.application.shutdown)
    await delivery.start(stack)
    await stack.enter_async_context(on_duty(services.desk))
    if settings.webhook_url:
        await _set_webhook(delivery, settings, secret, stop)
    else:
        await _until_accepted(delivery.application.bot.delete_webhook, settings, stop)
        await delivery.poll(stack)
    _in_background(stack, keep_retention(services))
    _in_background(stack, keep_weekly(services))
    if settings.reload:
        _in_background(stack, ContentWatch(services, *source).run())
    username = delivery.application.bot.username
    settle_memory()
    services.on_serve.append(settle_memory)
    print(f"ready: {username}, nội dung {responder.content.digest[:12]}", flush=True)
    _in_background(stack, introduce(delivery.application.bot, settings.operator))
    if mended is not None:
        _in_background(stack, tell_staff(services, mended))
    try:
        await _until_stopped(stop, store)
    finally:
        delivery.receiver.close()


async def _until_stopped(stop: asyncio.Event, store: SqliteStore) -> None:
    stopped, damaged = asyncio.create_task(stop.wait()), asyncio.create_task(store.damaged())
    try:
        await asyncio.wait((stopped, damaged), return_when=asyncio.FIRST_COMPLETED)
        if damaged.done():
            raise StoreDamagedError("Cơ sở dữ liệu bị hỏng trong khi chạy.")
    finally:
        for task in (stopped, damaged):
            task.cancel()


def _in_background(stack: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Starts work that goes on until the process ends; should it end by an error, the log says so."""
    task = asyncio.create_task(work)
    task.add_done_callback(_log_failure)

    async def end() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(end)


def _log_failure(task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        _log.error("Work in the background has ended", exc_info=error)


def _stop_on_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _take_folder(settings: Settings, stop: asyncio.Event, stack: AsyncExitStack) -> None:
    """Waits until no other bot works on the data folder."""
    lock, said = FolderLock(settings.data), False
    stack.callback(lock.release)
    try:
        while not lock.take():
            if not said:
                _log.error(
                    "Có một bản khác của bot đang dùng thư mục dữ liệu %s. Bản này chờ đến khi bản kia dừng; hãy tắt "
                    "bớt một bản, hoặc đặt HOIDAP_DATA là thư mục khác.",
                    settings.data,
                )
                said = True
            await _pause(stop, LOCK_WAIT)
    except OSError as error:
        raise _unusable(settings.data, error) from error


def _make_folder(data: Path) -> None:
    """Makes the data folder; done before the model is fitted, so that nobody waits for that to hear of a wrong one.
    Raises `StoreError`."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(data, error) from error


def _unusable(data: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{data}: không dùng được thư mục dữ liệu ({error.strerror}). Hãy đặt HOIDAP_DATA là thư mục ghi được."
    )


async def _serve(
    settings: Settings,
    services: Services,
    delivery: Delivery,
    secret: str,
    stack: AsyncExitStack,
) -> None:
    """Opens the port. Webhook cannot do without it; polling goes on, and tries again."""
    routes: list[web.AbstractRouteDef] = status_routes(delivery, services)
    if settings.webhook_url:
        routes.append(webhook_route(webhook_path(settings.webhook_url), secret, delivery.receiver.receive))
    try:
        runner = await serve(routes, settings.listen)
    except OSError as error:
        taken = f"HOIDAP_LISTEN={settings.listen}: không mở được cổng này ({error.strerror})."
        if settings.webhook_url:
            raise ConfigError(f"{taken} Hãy chọn cổng khác.") from error
        _log.warning("%s Bot vẫn chạy, chỉ thiếu /healthz và /metrics; hãy chọn cổng khác rồi chạy lại.", taken)
        return
    stack.push_async_callback(runner.cleanup)
    _log.info("Listening on %s", ", ".join(f"{host}:{port}" for host, port, *_ in runner.addresses))


async def _initialize(delivery: Delivery, settings: Settings, stop: asyncio.Event) -> None:
    """Waits until the API has told who we are. A refused token ends it."""
    try:
        await _until_accepted(delivery.application.initialize, settings, stop)
    except InvalidToken:
        raise ConfigError(
            "HOIDAP_TOKEN: máy chủ Telegram không nhận mã bot này. Hãy lấy lại mã ở @BotFather rồi đặt vào "
            "biến HOIDAP_TOKEN hoặc tệp .env."
        ) from None


async def _set_webhook(delivery: Delivery, settings: Settings, secret: str, stop: asyncio.Event) -> None:
    bot, url = delivery.application.bot, settings.webhook_url
    try:
        await _until_accepted(
            lambda: bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES)), settings, stop
        )
    except BadRequest as error:
        raise ConfigError(
            f"HOIDAP_WEBHOOK_URL={url}: Telegram không nhận địa chỉ này ({error.message}). Hãy sửa địa chỉ, hoặc để "
            "trống để dùng polling."
        ) from None


async def _until_accepted(call: Callable[[], Awaitable[object]], settings: Settings, stop: asyncio.Event) -> None:
    """Makes a call until the API accepts it. Raises what it refuses for good."""
    wait = FIRST_WAIT
    while True:
        try:
            await call()
        except TelegramError as error:
            if isinstance(error, InvalidToken) or not is_passing(error):
                raise
            _log.warning(
                "Chưa nối được với máy chủ Bot API (%s): %s. Thử lại sau %d giây.",
                settings.api_url,
                type(error).__name__,
                wait,
            )
        else:
            return
        await _pause(stop, wait)
        wait = min(wait * 2, LONGEST_WAIT)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    """Waits so long; raises `_Stopped` when told to stop meanwhile."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
    raise _Stopped
