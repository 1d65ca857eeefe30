"""The log: one line each on standard error, and no secret or personal number in it whoever wrote the line."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType
from urllib.parse import quote

from bot.privacy import mask

_QUIET = ("httpx", "httpcore", "telegram", "aiohttp.access", "watchfiles")
"""Loggers that at INFO print addresses, which hold the token, or every update."""
LONG_ENOUGH = 8
"""Letters from which the secret half of a token is looked for alone; fewer could be part of any word."""


class RedactingFormatter(logging.Formatter):
    """Formats a record, tracebacks included, with every known secret replaced and personal numbers masked."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        forms = {form for secret in secrets if secret for form in _forms(secret)}
        self._secrets = sorted(forms, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text that anybody may read."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return mask(text)


def configure_logging(secrets: Iterable[str] = ()) -> None:
    """Sends the log to standard error, what ends the process included; `secrets` never appear in it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _log_the_end


def _log_the_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Instead of Python's own last words, which would print addresses with the token as they are."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).critical("The process ends by an error of its own", exc_info=(kind, error, trace))


def _forms(secret: str) -> tuple[str, ...]:
    """How a secret may stand in a text: as it is, as in an address, and a token without its public number."""
    _, _, own = secret.partition(":")
    return (secret, quote(secret, safe=""), *((own,) if len(own) >= LONG_ENOUGH else ()))


def places(error: BaseException) -> str:
    """File, line and function of each frame of an error; not the values in them, which may be a resident's words."""
    return "\n".join(f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__))
