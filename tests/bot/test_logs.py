"""The log: whoever writes the line, no secret stands in it."""

import logging

import pytest

from bot.logs import RedactingFormatter

TOKEN = "123456:AAE-bi-mat"


def formatted(record: logging.LogRecord) -> str:
    return RedactingFormatter([TOKEN, ""]).format(record)


def record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    info = None if error is None else (type(error), error, error.__traceback__)
    return logging.LogRecord("bot", logging.WARNING, __file__, 1, message, arguments, info)


def test_a_secret_is_replaced_in_message_and_arguments() -> None:
    line = formatted(record("POST /bot%s/getMe " + TOKEN, TOKEN))
    assert TOKEN not in line
    assert line.count("***") == 2


def test_a_secret_is_replaced_in_a_traceback() -> None:
    with pytest.raises(ValueError, match="bot") as raised:
        raise ValueError(f"http://127.0.0.1/bot{TOKEN}/getMe")
    line = formatted(record("failed", error=raised.value))
    assert "ValueError" in line
    assert TOKEN not in line


def test_an_empty_secret_changes_nothing() -> None:
    assert formatted(record("không có gì")).endswith("WARNING bot: không có gì")
