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
from bot.delivery.receiving import Receiver
from bot.health import Vitals
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
                except (TelegramError, StoreError) as error:
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
                    self._offset = max(_id(one) for one in updates) + 1 if updates else None
        finally:
            self._vitals.polling_ended = True

    async def _fetch(self) -> list[Any]:
        parameters: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": self._allowed}
        if self._offset is not None:
            parameters["offset"] = self._offset
        address = f"{self._base_url}/getUpdates?{urlencode(parameters)}"
        answer: Any = self._request.parse_json_payload(await self._request.retrieve(address))
        updates = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(updates, list):
            raise TelegramError("getUpdates gave no list")
        return updates


def _id(raw: Any) -> int:
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    return update_id if isinstance(update_id, int) else -1


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
    else:
        _log.warning("Chưa lấy được tin mới từ Telegram: %s; sẽ thử lại.", error)
