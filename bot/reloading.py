"""New content without a restart: watched, loaded aside, checked, put in place of the old in one step."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from watchfiles import awatch

from bot.fitting import fit_aside
from bot.rendering import rendered_length
from bot.services import Services
from intents.content.files import content_files
from intents.content.lint import lint
from intents.content.loader import load
from intents.content.model import Content, Finding, Severity
from intents.responder import Responder, full_answer

MAX_ERRORS = 10
"""How many errors staff are shown at once."""

_log = logging.getLogger(__name__)

Fingerprint = tuple[tuple[str, int, int, int], ...]
"""Of each content file, and of the folder itself: path, inode, size, time of change."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to wait for what, in seconds."""

    settle: float = 0.3
    """The files must have stood still so long before they are read."""
    patience: float = 2.0
    """Broken content is told only when nobody has gone on writing for so long."""
    look: float = 5.0
    """The files are looked at so often even when nothing is reported: the folder may have been replaced."""


class BrokenContentError(ValueError):
    """Content that is not served; the message, in Vietnamese, names each error's file and line."""


def fingerprint(folder: Path) -> Fingerprint:
    """What tells one state of the folder from another, without reading the files."""
    marks = _mark(folder)
    try:
        for path in content_files(folder):
            marks += _mark(path)
    except OSError as error:  # a folder in it is gone, or may not be read: loading will say which
        _log.debug("The content folder cannot be listed: %s", error)
    return tuple(marks)


def _mark(path: Path) -> list[tuple[str, int, int, int]]:
    try:
        found = path.stat()
    except OSError:
        return []  # gone since it was listed
    return [(str(path), found.st_ino, found.st_size, found.st_mtime_ns)]


class ContentWatch:
    """Keeps what is served in step with the files of a folder."""

    def __init__(
        self,
        services: Services,
        folder: Path,
        seen: Fingerprint,
        pace: Pace | None = None,
        fit: Callable[[Path, Path], Awaitable[None]] = fit_aside,
    ) -> None:
        """`seen` is the state of the folder before the content being served was read; `fit` is given the folders of
        the content and of the models before a `Responder` is built."""
        self._services = services
        self._folder = folder
        self._seen = seen
        self._pace = pace or Pace()
        self._fit = fit
        self._complaint = ""

    async def run(self) -> None:
        """Never returns."""
        while True:
            async for _ in self._signs():
                if await asyncio.to_thread(fingerprint, self._folder) != self._seen:
                    await self._changed()

    async def _signs(self) -> AsyncIterator[None]:
        """Each sign that something may have changed; ends when another folder stands in this one's place."""
        here = _inode(self._folder)
        yield
        try:
            async for _ in awatch(
                self._folder,
                debounce=int(self._pace.settle * 1000),
                rust_timeout=int(self._pace.look * 1000),
                yield_on_timeout=True,
            ):
                yield
                if _inode(self._folder) != here:
                    return
        except OSError as error:  # the folder is away, or the system watches no more files: looking has to do
            _log.debug("The content cannot be watched, only looked at: %s", error)
            await asyncio.sleep(self._pace.look)

    async def _changed(self) -> None:
        """Loads what is there once it stands still, and serves it or says what is wrong with it."""
        while True:
            state = await self._settled()
            try:
                responder = await self._load()
                problem = ""
            except BrokenContentError as error:
                problem, responder = str(error), None
                await asyncio.sleep(self._pace.patience)
            except Exception as error:  # noqa: BLE001 - whatever it is, the old content goes on being served
                _log.exception("The new content could not be made ready")
                problem, responder = f"Chương trình gặp lỗi khi nạp ({type(error).__name__}); chi tiết ở nhật ký.", None
            if state == await asyncio.to_thread(fingerprint, self._folder):
                break
        self._seen = state
        if problem:
            await self._complain(problem)
        else:
            await self._serve(responder)

    async def _settled(self) -> Fingerprint:
        state = await asyncio.to_thread(fingerprint, self._folder)
        while True:
            await asyncio.sleep(self._pace.settle)
            before, state = state, await asyncio.to_thread(fingerprint, self._folder)
            if before == state:
                return state

    async def _load(self) -> Responder | None:
        """What would be served now; None when it is what is served already. Raises `BrokenContentError`."""
        content, settings = await asyncio.to_thread(self._checked), self._services.settings
        if content.digest == self._services.served:
            return None
        await self._fit(self._folder, settings.models)
        return await asyncio.to_thread(Responder, content, settings.matcher.thresholds(), settings.models)

    def _checked(self) -> Content:
        result = load(self._folder)
        content, found = result.content, list(result.findings)
        if content is not None:
            facts, today = content.facts, self._services.clock().date()
            found = lint(
                content, result.findings, today, lambda article, day: rendered_length(full_answer(article, facts, day))
            )
        errors = sorted(one for one in found if one.severity is Severity.ERROR)
        if errors or content is None:
            raise BrokenContentError(_listed(errors) or f"{self._folder}: không còn bài nào để trả lời.")
        return content

    async def _complain(self, problem: str) -> None:
        if problem == self._complaint:
            return
        self._complaint = problem
        await self._tell(
            f"Nội dung mới có lỗi nên chưa được dùng; bot vẫn trả lời bằng bản cũ ({self._services.served[:12]}). "
            f"Cần sửa:\n{problem}"
        )

    async def _serve(self, responder: Responder | None) -> None:
        repaired, self._complaint = bool(self._complaint), ""
        if responder is not None:
            self._services.serve(responder)
            articles = len(responder.content.articles)
            _log.info("New content is served: %s, %d articles", self._services.served[:12], articles)
        if repaired:
            await self._tell(f"Nội dung đã hết lỗi, bot đang dùng bản mới nhất ({self._services.served[:12]}).")

    async def _tell(self, text: str) -> None:
        try:
            await self._services.notify_staff(text)
        except Exception:  # noqa: BLE001 - however staff are told, the watch goes on
            _log.exception("Staff could not be told: %s", text)


def _inode(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _listed(errors: list[Finding]) -> str:
    more = [f"… và {len(errors) - MAX_ERRORS} lỗi nữa."] if len(errors) > MAX_ERRORS else []
    return "\n".join([*(str(error) for error in errors[:MAX_ERRORS]), *more])
