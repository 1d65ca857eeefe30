"""The life of the bot process: content, storage, Telegram; start, run, stop."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
from contextlib import AsyncExitStack

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.application import POLL_SECONDS, AnyApplication, build_application
from bot.config import ConfigError, Settings
from bot.content_folder import resolve_content
from bot.handlers import ALLOWED_UPDATES
from bot.introducing import introduce
from bot.privacy import load_or_create_secret
from bot.services import Services
from bot.staff.duty import on_duty
from bot.store import open_store
from bot.webhook import serve, webhook_app, webhook_path
from intents.content.loader import load_or_raise
from intents.responder import Responder

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds between attempts to reach a Bot API that does not answer: doubled each time, up to a minute."""

_log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Runs the bot until SIGINT or SIGTERM. Raises `ConfigError`, `ContentError` or `StoreError`, each with what to do,
    when it cannot start; an API that is away is waited for."""
    token = settings.require_token()
    content_folder = resolve_content(settings)
    responder = Responder(load_or_raise(content_folder.path), settings.matcher.thresholds(), settings.models)
    async with AsyncExitStack() as stack:
        store = open_store(settings.data)
        stack.push_async_callback(store.aclose)
        services = Services(settings, responder, store, load_or_create_secret(settings))
        application = build_application(settings, token, services)
        stop = _stop_on_signal()
        if not await _initialized(application, settings, stop):
            return
        stack.push_async_callback(application.shutdown)
        await application.start()
        stack.push_async_callback(application.stop)
        await stack.enter_async_context(on_duty(services.desk))
        await _receive(application, settings, stack)
        print(f"ready: {application.bot.username}, nội dung {responder.content.digest[:12]}", flush=True)
        await introduce(application.bot, settings.operator)
        await stop.wait()


def _stop_on_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _initialized(application: AnyApplication, settings: Settings, stop: asyncio.Event) -> bool:
    """Waits until the API has told who we are; False when stopped before. A refused token ends it."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            raise ConfigError(
                "HOIDAP_TOKEN: máy chủ Telegram không nhận mã bot này. Hãy lấy lại mã ở @BotFather rồi đặt vào "
                "biến HOIDAP_TOKEN hoặc tệp .env."
            ) from None
        except NetworkError as error:
            _log.warning(
                "Chưa nối được với máy chủ Bot API (%s): %s. Thử lại sau %d giây.",
                settings.api_url,
                type(error).__name__,
                wait,
            )
            await _pause(stop, wait)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return True
    return False


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def _receive(application: AnyApplication, settings: Settings, stack: AsyncExitStack) -> None:
    if settings.webhook_url:
        await _receive_by_webhook(application, settings, stack)
    else:
        await _receive_by_polling(application, stack)


async def _receive_by_polling(application: AnyApplication, stack: AsyncExitStack) -> None:
    updater = application.updater
    if updater is None:
        raise RuntimeError("the application was built without an updater")
    await updater.start_polling(
        timeout=POLL_SECONDS,
        bootstrap_retries=-1,
        allowed_updates=list(ALLOWED_UPDATES),
        error_callback=_polling_failed,
    )
    stack.push_async_callback(updater.stop)


def _polling_failed(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        _log.error("Có một bản khác của bot đang nhận tin bằng cùng mã bot này; hãy tắt bớt một bản.")
    else:
        _log.warning("Chưa lấy được tin mới từ Telegram: %s; sẽ thử lại.", error)


async def _receive_by_webhook(application: AnyApplication, settings: Settings, stack: AsyncExitStack) -> None:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secrets.token_urlsafe(32)

    async def take(raw: dict[str, object]) -> None:
        try:
            update = Update.de_json(raw, application.bot)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            # Refusing it would make Telegram send it again for a day; its text is a person's and stays out of the log.
            _log.warning("An update was set aside that cannot be read (%s)", type(error).__name__)
            return
        await application.update_queue.put(update)

    try:
        runner = await serve(webhook_app(webhook_path(settings.webhook_url), secret, take), settings.listen)
    except OSError as error:
        raise ConfigError(
            f"HOIDAP_LISTEN={settings.listen}: không mở được cổng này ({error.strerror}). Hãy chọn cổng khác."
        ) from error
    stack.push_async_callback(runner.cleanup)
    await application.bot.set_webhook(settings.webhook_url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES))
