"""From what staff propose to what is served: checked on a copy, written whole, kept, taken back.

A proposal goes `checking → ready → publishing → written → published`, each step stored before the next is begun, so
that whoever starts after a kill knows what to finish (`recover`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from textwrap import shorten

from bot.publishing.committing import committed
from bot.publishing.folder import Folder, NotWrittenError
from bot.publishing.proposing import Proposing, plain_text
from bot.publishing.trial import TrialError
from bot.publishing.weighing import Weighed, check, weigh
from bot.store.publishing import KEPT, ContentStore
from bot.store.publishing_records import Kind, Proposal, State, Version, digest_of
from intents.content.editable import EditableFile
from intents.content.merging import difference
from intents.content.received import RefusedError
from intents.match.decision import Thresholds

LATELY = timedelta(days=30)
"""How far back residents' questions are asked again of a change."""
MOST_ASKED = 2000
"""How many different questions of residents are asked again."""
_log = logging.getLogger(__name__)
_UNDECIDED = (State.CHECKING, State.READY, State.REFUSED)


class Published(Enum):
    """What became of "Đăng"."""

    WRITTEN = "written"
    """It stands in the folder, and is served as soon as it is loaded."""
    BEHIND = "behind"
    """The file has changed since it was checked: `Outcome.instead` has both changes, to be looked at anew."""
    NOT_OPEN = "not_open"
    """It was published, cancelled or replaced already."""
    BROKEN = "broken"
    """Other files have changed so that it no longer passes the check; `Outcome.weighed` says what is wrong."""
    NOT_WRITTEN = "not_written"
    """An earlier process died over it and the folder cannot be written now: it is open again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of "Đăng", with what to say of it."""

    how: Published
    proposal: Proposal
    """As it stands now."""
    instead: Proposal | None = None
    not_committed: str | None = None
    """Why git did not take it, for staff."""
    weighed: Weighed | None = None
    why: str = ""
    """Why there is nothing instead, in Vietnamese, where that is known."""


class Publisher(Proposing):
    """The content folder as staff change it."""

    def __init__(
        self,
        store: ContentStore,
        folder: Folder,
        clock: Callable[[], datetime],
        thresholds: Thresholds | None = None,
        *,
        commits: bool = True,
    ) -> None:
        """With `commits`, what is published is committed too where the folder is a git checkout."""
        super().__init__(store, folder, clock)
        self._thresholds = thresholds or Thresholds()
        self._commits = commits
        self._writing = asyncio.Lock()
        self._weighing = asyncio.Semaphore(1)
        self._weighed_on: dict[int, tuple[str, date]] = {}
        """The content and the day on which each open proposal has passed the check."""

    async def weigh(self, proposal: Proposal) -> Weighed:
        """Checks and compares; afterwards the proposal is `READY` or `REFUSED`, whichever of these it was before. One
        at a time: residents come first. Raises `TrialError`, `RefusedError`, and changes nothing then."""
        file = self.file_of(proposal)
        now = await self.current(file)
        target = await self.target(proposal, proposal.role)
        asked = await self._store.asked_since(self._clock() - LATELY, MOST_ASKED)
        state_of_folder = await self._state_of_folder()
        try:
            async with self._weighing:
                await asyncio.to_thread(self.folder.drop_old_asides)
                weighed = await weigh(
                    self.folder.root, self.folder.models, file, target, asked, self._clock().date(), self._thresholds,
                    self.folder.aside(proposal.id),
                )  # fmt: skip
        except OSError as error:
            raise TrialError(f"không kiểm tra được ({error.strerror}). Hãy báo người quản trị bot.") from error
        state = State.REFUSED if weighed.errors else State.READY
        onto = None if now is None else await self._store.keep(now)
        await self._store.move(proposal.id, _UNDECIDED, state, self._clock(), onto=onto)
        if weighed.errors:
            await asyncio.to_thread(self.folder.drop_aside, proposal.id)
        else:
            self._weighed_on[proposal.id] = state_of_folder
        return weighed

    async def _state_of_folder(self) -> tuple[str, date]:
        return await asyncio.to_thread(self.folder.digest), self._clock().date()

    async def publish(self, proposal: Proposal, role: str) -> Outcome:
        """Writes what the proposal says, as checked by that role, unless it is no longer open or the file has changed
        since it was weighed. Raises `NotWrittenError` (nothing has changed, it can be tried again), `RefusedError`."""
        async with self._writing:
            fresh = await self._store.proposal(proposal.id)
            if fresh is None or fresh.state is not State.READY:
                return Outcome(Published.NOT_OPEN, fresh or proposal)
            file = self.file_of(fresh)
            now = await self.current(file)
            if (None if now is None else digest_of(now)) != fresh.onto:
                return await self._behind(fresh, file)
            target = await self.target(fresh, role)
            broken = await self._no_longer_sound(fresh, file, target)
            if broken is not None:
                return broken
            if not await self._store.begin_publishing(fresh.id, role, now, target, self._clock()):
                return Outcome(Published.NOT_OPEN, await self._again(fresh))
            return await self._write(await self._again(fresh), file, target)

    async def _no_longer_sound(self, proposal: Proposal, file: EditableFile, target: bytes | None) -> Outcome | None:
        """Checks once more where anything else, or the day, has changed since the proposal was weighed."""
        if self._weighed_on.get(proposal.id) == await self._state_of_folder():
            return None
        weighed = await check(
            self.folder.root, self.folder.models, file, target, self._clock().date(), self._thresholds
        )
        if not weighed.errors:
            return None
        await self._store.move(proposal.id, (State.READY,), State.REFUSED, self._clock())
        return Outcome(Published.BROKEN, await self._again(proposal), weighed=weighed)

    async def _behind(self, proposal: Proposal, file: EditableFile) -> Outcome:
        """The file has changed since: what was proposed is put together with it, as a proposal of its own."""
        await self._store.move(proposal.id, (State.READY,), State.STALE, self._clock())
        data = None if proposal.digest is None else await self._text_of(proposal.digest)
        if data is None or proposal.kind is Kind.UNDO:
            return Outcome(Published.BEHIND, await self._again(proposal))
        try:
            instead = await self.propose(
                file, data, base=proposal.base, role=proposal.role, author=proposal.author, kind=proposal.kind,
                chat_id=proposal.chat_id, document=proposal.document, sent=proposal.sent,
            )  # fmt: skip
        except RefusedError as error:
            return Outcome(Published.BEHIND, await self._again(proposal), why=str(error))
        return Outcome(Published.BEHIND, await self._again(proposal), instead)

    async def _write(self, proposal: Proposal, file: EditableFile, target: bytes | None) -> Outcome:
        try:
            await asyncio.to_thread(self.folder.put, file, target, proposal.id)
        except NotWrittenError:
            await self._store.move(proposal.id, (State.PUBLISHING,), State.READY, self._clock(), target=None)
            raise
        return await self._note_written(proposal, file)

    async def _note_written(self, proposal: Proposal, file: EditableFile) -> Outcome:
        summary = await self._summary(proposal)
        refused = None
        if self._commits:
            what = f"{file.asked_by}: {summary or 'sửa'}"
            refused = await asyncio.to_thread(committed, file.path(self.folder.root), proposal.role, what)
        await self._store.written(proposal, summary, self._clock())
        self._weighed_on.pop(proposal.id, None)
        return Outcome(Published.WRITTEN, await self._again(proposal), None, refused)

    async def _summary(self, proposal: Proposal) -> str:
        before = None if proposal.onto is None else await self._store.text(proposal.onto)
        after = None if proposal.target is None else await self._store.text(proposal.target)
        if after is None:
            return "bỏ tệp"
        if before is None:
            return "tệp mới"
        changed = difference(plain_text(before), plain_text(after)).splitlines()
        gone, come = (sum(line.startswith(sign) for line in changed) for sign in "-+")
        first = next((line[1:].strip() for line in changed if line[:1] == "+" and not _is_stamp(line)), "")
        return f"+{come} −{gone} dòng" + (f": {shorten(first, 80, placeholder='…')}" if first else "")

    async def _again(self, proposal: Proposal) -> Proposal:
        return await self._store.proposal(proposal.id) or proposal

    async def cancel(self, proposal: Proposal) -> bool:
        """Drops a proposal; False when it is settled already."""
        open_states = (State.CHECKING, State.READY, State.CONFLICT)
        dropped = await self._store.move(proposal.id, open_states, State.CANCELLED, self._clock())
        if dropped:
            await asyncio.to_thread(self.folder.drop_aside, proposal.id)
        return dropped

    async def versions(self, file: EditableFile, limit: int = 20) -> list[Version]:
        """What was published of a file, the latest first."""
        return await self._store.versions(file.name, limit)

    async def served(self, digest: str) -> list[Proposal]:
        """The proposals that are written and, `digest` being what is served, are served now or have been replaced by
        others since. Whoever tells staff calls `told` then. Raises `OSError`."""
        written = await self._store.in_state(State.WRITTEN)
        if not written or await asyncio.to_thread(self.folder.digest) != digest:
            return []
        return written

    async def told(self, proposal: Proposal) -> bool:
        """Notes that staff know that it is served; False when that was noted already."""
        return await self._store.move(proposal.id, (State.WRITTEN,), State.PUBLISHED, self._clock())

    async def recover(self) -> list[Outcome]:
        """Finishes what an earlier process had begun to publish; gives what came of each. Where the folder cannot be
        written, it waits as `READY` again."""
        outcomes = []
        async with self._writing:
            await asyncio.to_thread(self.folder.sweep)
            undecided = await self._store.in_state(*_UNDECIDED, State.PUBLISHING)
            await asyncio.to_thread(self.folder.drop_asides_but, {one.id for one in undecided})
            for proposal in await self._store.in_state(State.PUBLISHING):
                try:
                    outcomes.append(await self._finish(proposal))
                except RefusedError as error:
                    _log.error("Proposal %d cannot be finished: %s", proposal.id, error)
        return outcomes

    async def _finish(self, proposal: Proposal) -> Outcome:
        file = self.file_of(proposal)
        now = await self.current(file)
        stands = None if now is None else digest_of(now)
        if stands == proposal.target:
            return await self._note_written(proposal, file)
        if stands != proposal.onto:
            await self._store.move(proposal.id, (State.PUBLISHING,), State.READY, self._clock(), target=None)
            return Outcome(Published.BEHIND, await self._again(proposal))
        target = None if proposal.target is None else await self._text_of(proposal.target)
        try:
            return await self._write(proposal, file, target)
        except NotWrittenError as error:
            _log.error("What was to be published could not be written: %s", error)
            return Outcome(Published.NOT_WRITTEN, await self._again(proposal))

    async def forget(self) -> None:
        """Erases what is settled long ago."""
        await self._store.forget(self._clock() - KEPT)


def _is_stamp(line: str) -> bool:
    return line[1:].startswith(("updated:", "checked_by:", "review_by:", "as_of:"))
