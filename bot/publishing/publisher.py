"""From what staff propose to what is served: checked on a copy, written whole, kept, taken back.

A proposal goes `checking → ready → publishing → written → published`, each step stored before the next is begun, so
that whoever starts after a kill knows what to finish (`recover`).
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path

from bot.publishing.committing import committed
from bot.publishing.trial import TrialError
from bot.publishing.weighing import Weighed, check, weigh
from bot.store.publishing import KEPT, ContentStore
from bot.store.publishing_records import Kind, NewProposal, Proposal, State, Version, digest_of
from intents.content.editable import EditableFile, alike, editable_files, find, known_name, without_copy_mark
from intents.content.files import FOLDERS, LANGUAGE
from intents.content.loader import folder_digest
from intents.content.merging import difference, likeness, merged
from intents.content.received import RefusedError, received
from intents.content.stamping import Stamped, stamped, with_stamps_of
from intents.content.writing import remove_whole, sweep, write_whole
from intents.match.decision import Thresholds

LATELY = timedelta(days=30)
"""How far back residents' questions are asked again of a change."""
MOST_ASKED = 2000
"""How many different questions of residents are asked again."""
MODELS_KEPT = 2
"""Fitted models: of what is served, and of what will be."""
_log = logging.getLogger(__name__)


class NotWrittenError(RuntimeError):
    """The folder could not be written; nothing has changed. The message, in Vietnamese, says what to do."""


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


class Publisher:
    """The content folder as staff change it."""

    def __init__(
        self,
        store: ContentStore,
        folder: Path,
        models: Path,
        clock: Callable[[], datetime],
        thresholds: Thresholds | None = None,
        *,
        commits: bool = True,
    ) -> None:
        """`folder` holds `vi/`; `models` is where the fitted model of what is served is kept."""
        self.folder = folder
        self._store = store
        self._models = models
        self._clock = clock
        self._thresholds = thresholds or Thresholds()
        self._commits = commits
        self._writing = asyncio.Lock()
        self._weighing = asyncio.Semaphore(1)
        self._weighed_on: dict[int, tuple[str, date]] = {}
        """The content and the day on which each open proposal has passed the check."""

    # Finding

    async def find(self, asked: str) -> EditableFile | None:
        """The file that staff call so. Raises `OSError`."""
        files = await asyncio.to_thread(editable_files, self.folder)
        gone = [known_name(name) for name in await self._store.names_with_versions()]
        return find(asked, files) or find(asked, [one for one in gone if one is not None])

    async def alike(self, asked: str) -> list[EditableFile]:
        """The files whose names are most like that. Raises `OSError`."""
        return alike(asked, await asyncio.to_thread(editable_files, self.folder))

    async def current(self, file: EditableFile) -> bytes | None:
        """What the file says now, None when it is not there. Raises `RefusedError` when it cannot be read."""
        return await asyncio.to_thread(self._read, file)

    def _read(self, file: EditableFile) -> bytes | None:
        try:
            return file.path(self.folder).read_bytes()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise RefusedError("không đọc được tệp này trong thư mục nội dung. Hãy báo người quản trị bot.") from error

    # Proposing

    async def propose(
        self,
        file: EditableFile,
        raw: bytes,
        *,
        base: str | None = None,
        role: str = "",
        kind: Kind = Kind.EDIT,
        chat_id: int | None = None,
        document: int | None = None,
    ) -> Proposal:
        """Takes a text for a file and stores it as a proposal, to be weighed next. `base` is the digest of what its
        writer began with; without it, the version most like their text counts. Where others have changed the file
        since, both changes are put together; where that cannot be, the proposal is a `CONFLICT` and keeps the text.
        Raises `RefusedError`."""
        text = (await asyncio.to_thread(received, file.name, raw)).text
        now = await self.current(file)
        began = await self._began_with(file, text, base, now)
        state, put_together = State.CHECKING, text
        if now is not None and began is not None and began != now:
            both = await asyncio.to_thread(_put_together, _text(began), text, _text(now))
            state, put_together = (State.CONFLICT, text) if both is None else (State.CHECKING, both)
        if now is not None and kind is Kind.EDIT and put_together == _text(now):
            raise RefusedError("tệp này giống hệt bản đang dùng, không có gì để đăng. Hãy sửa rồi gửi lại.")
        kept = None if began is None else await self._store.keep(began)
        onto = None if now is None or state is State.CONFLICT else await self._store.keep(now)
        new = NewProposal(file.name, kind, state, put_together.encode(), onto or kept, role, chat_id, document)
        return await self._store.propose(new, self._clock())

    async def _began_with(self, file: EditableFile, text: str, base: str | None, now: bytes | None) -> bytes | None:
        """What a text was made from: by its digest, else the likest that we know of the file, an earlier one rather
        than a later one: then nothing of the later is lost."""
        if base is not None:
            return await self._store.text(base) or now
        known = [data for _, data in await self._store.known_texts(file.name)]
        candidates = [*([now] if now is not None else []), *known]
        if not candidates:
            return None
        scores = await asyncio.to_thread(lambda: [likeness(_text(one), text) for one in candidates])
        nearest = min(scores)
        return next(one for one, score in zip(reversed(candidates), reversed(scores), strict=True) if score == nearest)

    async def restore(
        self,
        file: EditableFile,
        version: Version,
        *,
        role: str = "",
        chat_id: int | None = None,
        document: int | None = None,
    ) -> Proposal:
        """Proposes that the file be again as it was at that version, word for word. Raises `RefusedError`."""
        data = None if version.digest is None else await self._store.text(version.digest)
        if version.digest is not None and data is None:
            raise RefusedError("bản này không còn được lưu.")
        now = await self.current(file)
        if data == now:
            raise RefusedError("bản này giống hệt bản đang dùng, không có gì để quay về.")
        onto = None if now is None else await self._store.keep(now)
        new = NewProposal(file.name, Kind.UNDO, State.CHECKING, data, onto, role, chat_id, document)
        return await self._store.propose(new, self._clock())

    async def undo(
        self, file: EditableFile, *, role: str = "", chat_id: int | None = None, document: int | None = None
    ) -> Proposal:
        """Proposes that what was published last be taken back; an undo can be taken back like anything else. Raises
        `RefusedError` when there is nothing to take back."""
        versions = await self._store.versions(file.name, 1)
        if not versions or versions[0].kind is Kind.OUTSIDE:
            raise RefusedError("chưa có bản nào được đăng từ Telegram, nên chưa có gì để hoàn tác.")
        latest = versions[0]
        before = Version(latest.id, file.name, latest.before, latest.digest, Kind.UNDO, "", "", latest.at)
        return await self.restore(file, before, role=role, chat_id=chat_id, document=document)

    # Weighing

    async def weigh(self, proposal: Proposal) -> Weighed:
        """Checks and compares; afterwards the proposal is `READY` or `REFUSED`. One at a time: residents come first.
        Raises `TrialError`, `RefusedError`, and leaves it `CHECKING` then."""
        file = self.file_of(proposal)
        now = await self.current(file)
        target = await self.target(proposal, proposal.role)
        asked = await self._store.asked_since(self._clock() - LATELY, MOST_ASKED)
        state_of_folder = await self._state_of_folder()
        try:
            async with self._weighing:
                weighed = await weigh(
                    self.folder, self._models, file, target, asked, self._clock().date(), self._thresholds,
                    self._aside(proposal.id),
                )  # fmt: skip
        except OSError as error:
            raise TrialError(f"không kiểm tra được ({error.strerror}). Hãy báo người quản trị bot.") from error
        state = State.REFUSED if weighed.errors else State.READY
        onto = None if now is None else await self._store.keep(now)
        await self._store.move(proposal.id, (State.CHECKING,), state, self._clock(), onto=onto)
        if weighed.errors:
            await asyncio.to_thread(shutil.rmtree, self._aside(proposal.id), ignore_errors=True)
        else:
            self._weighed_on[proposal.id] = state_of_folder
        return weighed

    async def _state_of_folder(self) -> tuple[str, date]:
        return await asyncio.to_thread(folder_digest, self.folder), self._clock().date()

    async def target(self, proposal: Proposal, role: str) -> bytes | None:
        """What would stand in the folder: the text with today's day and the role filled in; None for no file. Raises
        `RefusedError` when the text is no longer stored."""
        if proposal.digest is None:
            return None
        data = await self._text_of(proposal.digest)
        if proposal.kind is Kind.UNDO or self.file_of(proposal).topic is None:
            return data
        return (await self._stamped(proposal, data, role)).text.encode()

    async def review_moved(self, proposal: Proposal) -> Stamped | None:
        """The days that publishing fills in, for whoever shows them; None where none are."""
        if proposal.digest is None or proposal.kind is Kind.UNDO or self.file_of(proposal).topic is None:
            return None
        return await self._stamped(proposal, await self._text_of(proposal.digest), proposal.role)

    async def _stamped(self, proposal: Proposal, data: bytes, role: str) -> Stamped:
        before = None if proposal.base is None else await self._store.text(proposal.base)
        return stamped(_text(data), self._clock().date(), role, None if before is None else _text(before))

    async def _text_of(self, digest: str) -> bytes:
        data = await self._store.text(digest)
        if data is None:
            raise RefusedError("bản này không còn được lưu. Hãy gửi lại tệp.")
        return data

    async def changes(self, proposal: Proposal) -> str:
        """The readable difference between what stands in the folder and what would."""
        now = await self.current(self.file_of(proposal))
        then = await self.target(proposal, proposal.role)
        return await asyncio.to_thread(difference, _text(now or b""), _text(then or b""))

    # Publishing

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
        weighed = await check(self.folder, self._models, file, target, self._clock().date(), self._thresholds)
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
                file, data, base=proposal.base, role=proposal.role, kind=proposal.kind, chat_id=proposal.chat_id,
                document=proposal.document,
            )  # fmt: skip
        except RefusedError:
            return Outcome(Published.BEHIND, await self._again(proposal))
        return Outcome(Published.BEHIND, await self._again(proposal), instead)

    async def _write(self, proposal: Proposal, file: EditableFile, target: bytes | None) -> Outcome:
        try:
            await asyncio.to_thread(self._put, file, target, self._aside(proposal.id))
        except (OSError, ValueError) as error:
            await self._store.move(proposal.id, (State.PUBLISHING,), State.READY, self._clock(), target=None)
            raise NotWrittenError(_why_not_written(error)) from error
        return await self._note_written(proposal, file)

    def _put(self, file: EditableFile, target: bytes | None, aside: Path) -> None:
        path = file.path(self.folder)
        if target is None:
            remove_whole(path)
        else:
            self._hand_over_model(aside)
            path.parent.mkdir(exist_ok=True)
            write_whole(path, target)

    def _hand_over_model(self, aside: Path) -> None:
        """The model that was fitted to the candidate is what will be served: loading it then takes no fitting."""
        for model in aside.glob("*.npz"):
            if not (self._models / model.name).exists():
                try:
                    self._models.mkdir(parents=True, exist_ok=True)
                    model.replace(self._models / model.name)
                except OSError as error:
                    _log.info("A fitted model could not be handed over (%s); it is fitted again", error.strerror)
        for old in sorted(self._models.glob("*.npz"), key=lambda one: -one.stat().st_mtime)[MODELS_KEPT:]:
            old.unlink(missing_ok=True)
        shutil.rmtree(aside, ignore_errors=True)

    async def _note_written(self, proposal: Proposal, file: EditableFile) -> Outcome:
        summary = await self._summary(proposal)
        refused = None
        if self._commits:
            what = f"{file.asked_by}: {summary or 'sửa'}"
            refused = await asyncio.to_thread(committed, file.path(self.folder), proposal.role, what)
        await self._store.written(proposal, summary, self._clock())
        return Outcome(Published.WRITTEN, await self._again(proposal), None, refused)

    async def _summary(self, proposal: Proposal) -> str:
        before = None if proposal.onto is None else await self._store.text(proposal.onto)
        after = None if proposal.target is None else await self._store.text(proposal.target)
        if after is None:
            return "bỏ tệp"
        if before is None:
            return "tệp mới"
        changed = difference(_text(before), _text(after)).splitlines()
        gone, come = (sum(line.startswith(sign) for line in changed) for sign in "-+")
        first = next((line[1:].strip() for line in changed if line[:1] == "+" and not _is_stamp(line)), "")
        return f"+{come} −{gone} dòng" + (f": {first[:80]}" if first else "")

    async def _again(self, proposal: Proposal) -> Proposal:
        return await self._store.proposal(proposal.id) or proposal

    # Afterwards

    async def cancel(self, proposal: Proposal) -> bool:
        """Drops a proposal; False when it is settled already."""
        open_states = (State.CHECKING, State.READY, State.CONFLICT)
        dropped = await self._store.move(proposal.id, open_states, State.CANCELLED, self._clock())
        if dropped:
            await asyncio.to_thread(shutil.rmtree, self._aside(proposal.id), ignore_errors=True)
        return dropped

    async def versions(self, file: EditableFile, limit: int = 20) -> list[Version]:
        """What was published of a file, the latest first."""
        return await self._store.versions(file.name, limit)

    async def served(self, digest: str) -> list[Proposal]:
        """The proposals that are written and, `digest` being what is served, are served now or have been replaced by
        others since. Whoever tells staff calls `told` then. Raises `OSError`."""
        written = await self._store.in_state(State.WRITTEN)
        if not written or await asyncio.to_thread(folder_digest, self.folder) != digest:
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
            await asyncio.to_thread(self._sweep)
            for proposal in await self._store.in_state(State.PUBLISHING):
                outcomes.append(await self._finish(proposal))
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

    def not_writable(self) -> str | None:
        """Why the content folder cannot be written, in Vietnamese; None when it can. Tries it, since a folder's rights
        do not tell of a file system that is read-only."""
        home = self.folder / LANGUAGE
        for folder in (home, *(home / name for name in FOLDERS)):
            if folder.is_dir():
                try:
                    handle, aside = tempfile.mkstemp(dir=folder, prefix=".thu-")
                    os.close(handle)
                    Path(aside).unlink()
                except OSError as error:
                    return f"{folder}: {_why_not_written(error)}"
        return None

    def _sweep(self) -> None:
        try:
            for folder in ("", *FOLDERS):
                sweep(self.folder / LANGUAGE / folder)
        except OSError as error:
            _log.info("The content folder could not be swept: %s", error.strerror)

    def _aside(self, number: int) -> Path:
        """Where the model fitted to a proposal is kept until it is decided."""
        return self._models / f"proposal-{number}"

    @staticmethod
    def file_of(proposal: Proposal) -> EditableFile:
        """The file that it is about. Raises `RefusedError` when its name is none that content has any more."""
        file = known_name(proposal.name)
        if file is None:
            raise RefusedError(f"nội dung không dùng tệp nào tên “{proposal.name}” nữa.")
        return file


def named_by(file_name: str, expected: EditableFile) -> None:
    """Raises `RefusedError` when a file comes back under another name than it went out: its name is the id, which
    buttons and other articles know."""
    given = without_copy_mark(file_name).casefold()
    if given != Path(expected.name).name.casefold():
        raise RefusedError(
            f"tên tệp đã đổi từ “{Path(expected.name).name}” thành “{file_name}”. Tên tệp là mã của bài; các nút và "
            "bài khác đang dùng mã này nên không đổi được. Hãy đặt lại tên cũ; muốn viết bài mới thì gửi kèm lệnh "
            "/sua <chủ đề>/<mã bài mới>."
        )


def _put_together(began: str, text: str, now: str) -> str | None:
    base, mine = with_stamps_of(now, began, began), with_stamps_of(now, text, began)
    return merged(base, mine, now).text


def _text(data: bytes) -> str:
    """A file's text as the merge and the difference take it: whatever it is, with plain line ends."""
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def _is_stamp(line: str) -> bool:
    return line[1:].startswith(("updated:", "checked_by:", "review_by:", "as_of:"))


def _why_not_written(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "ổ đĩa của bot đã hết chỗ, nên chưa ghi gì. Hãy báo người quản trị bot dọn bớt, rồi bấm Đăng lại."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            "bot không có quyền ghi vào thư mục nội dung, nên chưa ghi gì. Người quản trị bot cho phép theo "
            "deploy/README.md, rồi bấm Đăng lại."
        )
    said = error.strerror if isinstance(error, OSError) else str(error)
    return f"không ghi được tệp ({said}), nên chưa ghi gì. Hãy báo người quản trị bot."


__all__ = ["NotWrittenError", "Outcome", "Published", "Publisher", "named_by"]
