"""Polling: getUpdates asked for again and again, its offset moved only once what came is stored.

Not python-telegram-bot's Updater, which asks for the next offset while the updates are in memory only, and parses a
batch as a whole."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.delivery.outgoing import retry_seconds
from bot.delivery.receiving import Receiver, id_of
from bot.delivery.wire import UnreadableError, updates_in
from bot.health import Vitals
from bot.logs import places
from bot.store import StoreError

POLL_SECONDS = 25
"""How long Telegram holds a getUpdates open when there is nothing to tell."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0

_log = logging.getLogger(__name__)


class Poller:
    """Brings updates from the Bot API at `base_url`, the token included, to the receiver."""

    def __init__(
        self, request: BaseRequest, base_url: str, allowed: Iterable[str], receiver: Receiver, vitals: Vitals
    ) -> None:
        self._request = request
        self._base_url = base_url
        self._allowed = json.dumps(list(allowed))
        self._receiver = receiver
        self._vitals = vitals
        self._offset: int | None = None

    async def run(self) -> None:
        """Polls until cancelled, whatever fails: each failure is said and waited for."""
        wait = FIRST_WAIT
        try:
            while True:
                try:
                    updates = await self._fetch()
                    await self._receiver.receive(updates)
                    following = _after(updates)
                except Exception as error:  # noqa: BLE001 - whatever it is, polling must not end
                    _say(error)
                    pause = retry_seconds(error) if isinstance(error, RetryAfter) else wait
                    wait = min(wait * 2, LONGEST_WAIT)
                    if isinstance(error, TelegramError) and not isinstance(error, (RetryAfter, Conflict)):
                        self._vitals.api_silent()
                    await asyncio.sleep(pause)
                else:
                    wait = FIRST_WAIT
                    self._vitals.poll_succeeded()
                    # An empty answer has confirmed all; after a week of silence the next id may be a lower one.
                    self._offset = following
        finally:
            self._vitals.polling_ended = True

    async def _fetch(self) -> list[Any]:
        parameters: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": self._allowed}
        if self._offset is not None:
            parameters["offset"] = self._offset
        address = f"{self._base_url}/getUpdates?{urlencode(parameters)}"
        try:
            return updates_in(await self._request.retrieve(address))
        except UnreadableError as error:
            raise TelegramError(str(error)) from None


def _after(updates: list[Any]) -> int | None:
    """The offset that confirms these updates, None where there are none. Raises `TelegramError` when none of them has
    an id: they would come again at once."""
    ids = [update_id for one in updates if (update_id := id_of(one)) is not None]
    if updates and not ids:
        raise TelegramError("getUpdates gave nothing that has an id")
    return max(ids) + 1 if ids else None


def _say(error: Exception) -> None:
    if isinstance(error, Conflict):
        _log.error(
            "Có một bản khác của bot đang nhận tin bằng cùng mã bot này, hoặc webhook còn bật (%s); "
            "hãy tắt bớt một bản.",
            error.message,
        )
    elif isinstance(error, InvalidToken):
        _log.error("Telegram không còn nhận mã bot này (HOIDAP_TOKEN); hãy lấy lại mã ở @BotFather. Bot vẫn thử lại.")
    elif isinstance(error, StoreError):
        _log.error("Tin mới chưa được nhận vì không lưu được: %s Telegram giữ tin, bot sẽ thử lại.", error)
    elif isinstance(error, TelegramError):
        _log.warning("Chưa lấy được tin mới từ Telegram: %s; sẽ thử lại.", error)
    else:
        _log.error("Lấy tin mới bị lỗi của chương trình, sẽ thử lại: %s, ở:\n%s", type(error).__name__, places(error))
