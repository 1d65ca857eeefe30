"""A small content folder, a real database, and the publisher over them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.publishing.folder import Folder
from bot.publishing.publisher import Outcome, Published, Publisher
from bot.services import DA_NANG
from bot.store import open_store
from bot.store.publishing_records import Proposal, State
from bot.store.sqlite import SqliteStore
from intents.content.editable import EditableFile
from tests.intents.content.conftest import ARTICLE, DIRECTORY, FACTS, LEXICON

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=DA_NANG)
ROLE = "Chuyên viên số"
BIRTH = ARTICLE.replace("Làm căn cước", "Đăng ký khai sinh").replace("căn cước", "khai sinh").replace("Mất", "Làm")
FILES = {
    "dich-vu-cong/can-cuoc.md": ARTICLE,
    "dich-vu-cong/khai-sinh.md": BIRTH,
    "facts.toml": FACTS,
    "lexicon.toml": LEXICON,
    "danh-ba/tuyen-pho.csv": DIRECTORY,
    "ngoai-pham-vi.txt": "giá vàng bao nhiêu\nthời tiết ngày mai\n",
}


def fill(root: Path) -> Path:
    """Writes the folder."""
    for name, text in FILES.items():
        path = root / "vi" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@dataclass(slots=True)
class Desk:
    """The publisher with what it works on; its clock stands still unless a test moves it."""

    root: Path
    data: Path
    store: SqliteStore
    now: datetime = NOW

    @property
    def publisher(self) -> Publisher:
        """A publisher as a start makes it."""
        folder = Folder(self.root, self.data / "model")
        return Publisher(self.store.content, folder, lambda: self.now)

    def text(self, name: str) -> str:
        return (self.root / "vi" / name).read_text(encoding="utf-8")

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


async def file_of(publisher: Publisher, asked: str) -> EditableFile:
    file = await publisher.find(asked)
    assert file is not None, asked
    return file


async def weighed(
    publisher: Publisher, asked: str, text: str, base: str | None = None, author: str = "thu"
) -> Proposal:
    """A proposal that has passed the check."""
    file = await file_of(publisher, asked)
    proposal = await publisher.propose(file, text.encode(), base=base, role=ROLE, author=author)
    assert proposal.state is State.CHECKING, proposal
    found = await publisher.weigh(proposal)
    assert not found.errors, found.errors
    return proposal


async def published(publisher: Publisher, asked: str, text: str, role: str = ROLE) -> Outcome:
    """A text all the way into the folder."""
    outcome = await publisher.publish(await weighed(publisher, asked, text), role)
    assert outcome.how is Published.WRITTEN, outcome
    return outcome


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    data = tmp_path / "data"
    store = open_store(data)
    yield Desk(fill(tmp_path / "content"), data, store)
    await store.aclose()
