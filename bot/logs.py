"""The log: one line each on standard error, and no secret in it whoever wrote the line."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterable

_QUIET = ("httpx", "httpcore", "telegram", "aiohttp.access")
"""Loggers that at INFO print addresses, which hold the token, or every update."""


class RedactingFormatter(logging.Formatter):
    """Formats a record, tracebacks included, with every known secret replaced."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text without secrets."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def configure_logging(secrets: Iterable[str] = ()) -> None:
    """Sends the log to standard error; `secrets` never appear in it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def places(error: BaseException) -> str:
    """File, line and function of each frame of an error; not the values in them, which may be a resident's words."""
    return "\n".join(f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__))
