"""One browser and one sandbox for all tests of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.pages.browser import HOW_TO_INSTALL, PHONE, Seat, Trying, browser, chromium

Sit = Callable[..., Seat]


@pytest.fixture(scope="package")
def opened_browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests are skipped and say how to install it."""
    if chromium() is None:
        pytest.skip(HOW_TO_INSTALL)
    with browser() as started:
        yield started


@pytest.fixture(scope="package")
def trying() -> Iterator[Trying]:
    """`hoidap try`, running."""
    running = Trying()
    yield running
    running.stop()


@pytest.fixture
def sit(opened_browser: Browser, trying: Trying) -> Iterator[Sit]:
    """Puts somebody in front of the page, on a phone unless told otherwise. What goes wrong in the page fails the
    test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def make(who: str = "lan", chat: str | None = "Hỏi Đáp Số", **options: Any) -> Seat:
        context = opened_browser.new_context(**{"viewport": PHONE, "locale": "vi-VN"} | options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{trying.url}?la={who}")
        seat = Seat(page)
        if chat:
            seat.open(chat)
            if chat == "Hỏi Đáp Số":
                seat.begin()
        return seat

    yield make
    for context in contexts:
        context.close()
    assert problems == []
