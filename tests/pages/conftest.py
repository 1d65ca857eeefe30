"""One browser and one sandbox for the tests of a file: Playwright keeps an event loop while it runs, which no test of
another kind may find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.pages.browser import HOW_TO_INSTALL, PHONE, Seat, Trying, browser, chromium

Sit = Callable[..., Seat]
Seating = Callable[..., Seat]

PATIENCE = 20_000
"""Milliseconds that anything on the page may take on a busy machine."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def opened_browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests are skipped and say how to install it."""
    if chromium() is None:
        pytest.skip(HOW_TO_INSTALL)
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def trying(tmp_path_factory: pytest.TempPathFactory, fitted_models: Path) -> Iterator[Trying]:
    """`hoidap try`, running. It must end cleanly at Ctrl+C."""
    data = tmp_path_factory.mktemp("try")
    (data / "model").symlink_to(fitted_models, target_is_directory=True)
    running = Trying("--data", str(data))
    yield running
    assert running.stop() == 0


@pytest.fixture
def seating(opened_browser: Browser) -> Iterator[Seating]:
    """Puts somebody in front of the page at an address, on a phone unless told otherwise. What goes wrong in the page
    fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def make(url: str, who: str, chat: str | None = "Hỏi Đáp Số", **options: Any) -> Seat:
        context = opened_browser.new_context(**{"viewport": PHONE, "locale": "vi-VN"} | options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{url}?la={who}")
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


@pytest.fixture
def sit(seating: Seating, trying: Trying) -> Sit:
    """Puts somebody in front of the page of `hoidap try`."""

    def make(who: str = "lan", chat: str | None = "Hỏi Đáp Số", **options: Any) -> Seat:
        return seating(trying.url, who, chat, **options)

    return make
