"""Sheets in, pictures out: by a child process, started on demand and killed when it takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from typing import Any

from bot.cards.frames import DONE, HEADER, PICTURE, SHEET
from bot.children import environment_without_settings

IDLE_SECONDS = 60.0
"""How long the child waits for work before it ends."""
MOST_SECONDS = 20.0
"""How long a sheet may take, the start of the child included."""


class PressError(RuntimeError):
    """A sheet that could not be set."""


class _EndedError(PressError):
    """The child ended before it answered."""


class Press:
    """Sets one sheet after the other."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS, most_seconds: float = MOST_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._most_seconds = most_seconds
        self._turn = asyncio.Lock()
        self._child: Process | None = None

    @property
    def child_id(self) -> int | None:
        """The process id of the child, None when there is none."""
        child = self._child
        return child.pid if child is not None and child.returncode is None else None

    async def pictures(self, sheet: Mapping[str, Any]) -> list[bytes]:
        """The sheet as PNG, one or several. Raises `PressError`."""
        body = json.dumps(sheet, ensure_ascii=False).encode()
        async with self._turn:
            was_there = self.child_id is not None
            try:
                return await self._set(body)
            except _EndedError:
                if not was_there:
                    raise
            # The child that was there may have ended, having waited its time, just when the sheet came.
            return await self._set(body)

    async def aclose(self) -> None:
        """Ends the child."""
        async with self._turn:
            await self._stop()

    async def _set(self, body: bytes) -> list[bytes]:
        """Has the sheet set by the child. After anything but a clean answer the child is no more."""
        try:
            async with asyncio.timeout(self._most_seconds):
                made = await self._ask(await self._started(), body)
        except TimeoutError:
            await self._stop()
            raise PressError(f"a picture was not set within {self._most_seconds:.0f} s") from None
        except (ConnectionError, asyncio.IncompleteReadError):
            await self._stop()
            raise _EndedError("the typesetting process ended by itself") from None
        except asyncio.CancelledError:
            await self._stop()
            raise
        if isinstance(made, str):
            raise PressError(made)
        return made

    async def _ask(self, child: Process, body: bytes) -> list[bytes] | str:
        """The pictures, or what went wrong."""
        if child.stdin is None or child.stdout is None:
            raise TypeError("the child was started without pipes")
        child.stdin.write(HEADER.pack(SHEET, len(body)) + body)
        await child.stdin.drain()
        made: list[bytes] = []
        while True:
            mark, length = HEADER.unpack(await child.stdout.readexactly(HEADER.size))
            answer = await child.stdout.readexactly(length)
            if mark == PICTURE:
                made.append(answer)
            elif mark == DONE:
                return made
            else:
                return answer.decode(errors="replace")

    async def _started(self) -> Process:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.cards.child",
                str(self._idle_seconds),
                stdin=PIPE,
                stdout=PIPE,
                env=environment_without_settings(),
            )
        return self._child

    async def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
        await child.communicate()
