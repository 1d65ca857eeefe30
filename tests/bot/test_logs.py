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


def test_a_token_is_replaced_as_it_stands_in_an_address_and_without_its_number() -> None:
    line = formatted(record("GET http://x/bot123456%3AAAE-bi-mat/getMe, AAE-bi-mat"))
    assert "bi-mat" not in line
    assert line.count("***") == 2


def test_a_personal_number_is_masked_whoever_logs_it() -> None:
    line = formatted(record("could not read %s", "căn cước 048099001234, lan@example.com"))
    assert line.endswith("could not read căn cước [số], [email]")


def test_time_level_and_place_stay_readable() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        print(1 / 0)
    line = formatted(record("failed after %d of %d", 120, 4000, error=raised.value))
    assert "WARNING bot: failed after 120 of 4000" in line
    assert "test_logs.py" in line
    assert "[số]" not in line
