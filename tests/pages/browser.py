"""The system's Chromium, the sandbox as a process, and a person in front of the page."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 360, "height": 740}
DESKTOP = {"width": 1180, "height": 780}
HOW_TO_INSTALL = "no Chromium on this machine; install it with: apt-get install chromium"


def chromium() -> str | None:
    """Where the system's Chromium is."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium. Raises RuntimeError when there is none."""
    path = chromium()
    if path is None:
        raise RuntimeError(HOW_TO_INSTALL)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.getuid() == 0 else [])
        yield started
        started.close()


class Trying:
    """A running `hoidap try`."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-c", "from bot.cli import main; main()", "try", "--port", "0", *arguments]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        if self._process.stdout is None:
            raise RuntimeError("its output is not read")
        self.url = self._process.stdout.readline().strip()

    @property
    def bot(self) -> int:
        """The process id of the bot beside it."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self._process.pid)], capture_output=True, text=True, check=True
        )
        return int(listed.stdout.split()[0])

    def stop(self) -> int:
        """Ends it as Ctrl+C does; gives its exit code."""
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(60)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code


class Seat:
    """Somebody in front of the page with one chat open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, chat: str) -> Seat:
        """Opens a chat by its name."""
        self.page.get_by_role("navigation").get_by_role("button", name=chat).first.click()
        return self

    def say(self, text: str) -> None:
        """Types a message and sends it by the button."""
        self.page.get_by_role("textbox", name="Tin nhắn").fill(text)
        self.page.get_by_role("button", name="Gửi", exact=True).click()

    def begin(self) -> None:
        """Presses BẮT ĐẦU when the chat is empty."""
        start = self.page.get_by_role("button", name="BẮT ĐẦU")
        composer = self.page.get_by_role("textbox", name="Tin nhắn")
        start.or_(composer).first.wait_for()
        if start.is_visible():
            start.click()
            composer.wait_for()

    @property
    def messages(self) -> Locator:
        """The messages, as list items."""
        return self.page.get_by_role("log").get_by_role("listitem")

    def message(self, text: str) -> Locator:
        """The last message with these words."""
        return self.messages.filter(has_text=text).last


def serious_findings(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds on the page that keeps people out: rule and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
