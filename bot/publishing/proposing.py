"""Taking proposals: which file is meant, what it was made from, and what others have changed meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from rapidfuzz.distance import Indel

from bot.publishing.folder import Folder
from bot.store.publishing import ContentStore
from bot.store.publishing_records import Kind, NewProposal, Proposal, State, Version
from intents.content.editable import EditableFile, alike, find, known_name, without_copy_mark
from intents.content.merging import difference, likeness, merged
from intents.content.received import RefusedError, received
from intents.content.stamping import Stamped, stamped, with_stamps_of


class Proposing:
    """From what staff send to a stored proposal."""

    def __init__(self, store: ContentStore, folder: Folder, clock: Callable[[], datetime]) -> None:
        self._store = store
        self.folder = folder
        self._clock = clock

    async def find(self, asked: str) -> EditableFile | None:
        """The file that staff call so. Raises `OSError`."""
        files = await asyncio.to_thread(self.folder.files)
        gone = [known_name(name) for name in await self._store.names_with_versions()]
        return find(asked, files) or find(asked, [one for one in gone if one is not None])

    async def alike(self, asked: str) -> list[EditableFile]:
        """The files whose names are most like that. Raises `OSError`."""
        return alike(asked, await asyncio.to_thread(self.folder.files))

    async def current(self, file: EditableFile) -> bytes | None:
        """What the file says now, None when it is not there. Raises `RefusedError` when it cannot be read."""
        return await asyncio.to_thread(self.folder.read, file)

    async def propose(
        self,
        file: EditableFile,
        raw: bytes,
        *,
        base: str | None = None,
        role: str = "",
        author: str = "",
        kind: Kind = Kind.EDIT,
        chat_id: int | None = None,
        document: int | None = None,
        sent: str | None = None,
    ) -> Proposal:
        """Takes a text for a file and stores it as a proposal, to be weighed next. `base` is the digest of what its
        writer (`author`, a hash) began with; without it, the version most like their text counts. Where others have
        changed the file since, both changes are put together; where that cannot be, the proposal is a `CONFLICT` and
        keeps the text. `sent` is the digest of what its writer sent, where that is not `raw`. Raises `RefusedError`."""
        known = await self._store.of_document(chat_id, document)
        if known is not None:
            return known
        text = (await asyncio.to_thread(received, file.name, raw)).text
        now = await self.current(file)
        began = await self._began_with(file, text, base, now, author)
        state, put_together = State.CHECKING, text
        if now is not None and began is not None and began != now:
            both = await asyncio.to_thread(_put_together, plain_text(began), text, plain_text(now))
            state, put_together = (State.CONFLICT, text) if both is None else (State.CHECKING, both)
        if now is not None and kind is Kind.EDIT and put_together == plain_text(now):
            if text != put_together:
                raise RefusedError(
                    "tệp này giống hệt một bản cũ, sau đó đã có bản mới hơn. Hãy sửa rồi gửi lại; muốn quay về bản cũ "
                    "thì dùng /lichsu."
                )
            raise RefusedError("tệp này giống hệt bản đang dùng, không có gì để đăng. Hãy sửa rồi gửi lại.")
        sent = sent or await self._store.keep(text.encode())
        kept = None if began is None else await self._store.keep(began)
        onto = None if now is None or state is State.CONFLICT else await self._store.keep(now)
        new = NewProposal(
            file.name, kind, state, put_together.encode(), sent, kept, onto or kept, role, author, chat_id, document
        )
        return await self._store.propose(new, self._clock())

    async def _began_with(
        self, file: EditableFile, text: str, base: str | None, now: bytes | None, author: str
    ) -> bytes | None:
        """What a text was made from: by its digest, else the likest that we know of the file, an earlier one rather
        than a later one, since then nothing of the later is lost; or, where that is still more alike, what the same
        person sent before: who finds a slip in what they published mends it in their own copy."""
        given = await self._store.text(base) if base is not None else None
        if given is None:
            known = [*([now] if now is not None else []), *(one for _, one in await self._store.known_texts(file.name))]
            given = await asyncio.to_thread(_likest, text, [*reversed(known)]) if known else None
        own = await self._store.published_by(author, file.name)
        if not own or given is None:
            return given
        return await asyncio.to_thread(min, [given, *own], key=lambda one: Indel.distance(plain_text(one), text))

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
        new = NewProposal(
            file.name, Kind.UNDO, State.CHECKING, data, version.digest, onto, onto, role, "", chat_id, document
        )
        return await self._store.propose(new, self._clock())

    async def undo(
        self, file: EditableFile, *, role: str = "", chat_id: int | None = None, document: int | None = None
    ) -> Proposal:
        """Proposes that what was published last be taken back; an undo can be taken back like anything else. Raises
        `RefusedError` when there is nothing to take back."""
        known = await self._store.of_document(chat_id, document)
        if known is not None:
            return known
        versions = await self._store.versions(file.name, 1)
        if not versions or versions[0].kind is Kind.OUTSIDE:
            raise RefusedError("chưa có bản nào được đăng từ Telegram, nên chưa có gì để hoàn tác.")
        latest = versions[0]
        before = Version(latest.id, file.name, latest.before, latest.digest, Kind.UNDO, "", "", latest.at)
        return await self.restore(file, before, role=role, chat_id=chat_id, document=document)

    async def target(self, proposal: Proposal, role: str) -> bytes | None:
        """What would stand in the folder: the text with today's day and the role filled in; None for no file. Raises
        `RefusedError` when the text is no longer stored."""
        if proposal.digest is None:
            return None
        data = await self._text_of(proposal.digest)
        if proposal.kind is Kind.UNDO or self.file_of(proposal).topic is None:
            return data
        return (await self._stamped(proposal, data, role)).text.encode()

    async def stamps(self, proposal: Proposal) -> Stamped | None:
        """The days that publishing fills in, for whoever shows them; None where none are."""
        if proposal.digest is None or proposal.kind is Kind.UNDO or self.file_of(proposal).topic is None:
            return None
        return await self._stamped(proposal, await self._text_of(proposal.digest), proposal.role)

    async def _stamped(self, proposal: Proposal, data: bytes, role: str) -> Stamped:
        before = None if proposal.base is None else await self._store.text(proposal.base)
        return stamped(plain_text(data), self._clock().date(), role, None if before is None else plain_text(before))

    async def _text_of(self, digest: str) -> bytes:
        data = await self._store.text(digest)
        if data is None:
            raise RefusedError("bản này không còn được lưu. Hãy gửi lại tệp.")
        return data

    async def meanwhile(self, proposal: Proposal) -> str:
        """What others have changed since the writer began, apart from days and roles; empty for nothing."""
        now = await self.current(self.file_of(proposal))
        if now is None or proposal.began is None or proposal.kind is Kind.UNDO:
            return ""
        began = plain_text(await self._text_of(proposal.began))
        return await asyncio.to_thread(
            lambda: difference(with_stamps_of(plain_text(now), began, began), plain_text(now))
        )

    async def changes(self, proposal: Proposal) -> str:
        """The readable difference between what stands in the folder and what would."""
        now = await self.current(self.file_of(proposal))
        then = await self.target(proposal, proposal.role)
        return await asyncio.to_thread(difference, plain_text(now or b""), plain_text(then or b""))

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


def _likest(text: str, candidates: Sequence[bytes]) -> bytes:
    return min(candidates, key=lambda one: likeness(plain_text(one), text))


def _put_together(began: str, text: str, now: str) -> str | None:
    base, mine = with_stamps_of(now, began, began), with_stamps_of(now, text, began)
    return merged(base, mine, now).text


def plain_text(data: bytes) -> str:
    """A file's text as the merge and the difference take it: whatever it is, with plain line ends."""
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
