"""Content changes while the bot runs: the new is served, the broken is not, and staff hear of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.config import load_settings
from bot.fitting import fit_aside
from bot.reloading import MAX_ERRORS, ContentWatch, Pace, fingerprint
from bot.sandbox import Seat
from bot.services import DA_NANG, Services
from bot.store import open_store
from intents.content.loader import load_or_raise
from intents.reply import Answer
from intents.responder import Responder
from tests.intents.content.conftest import ARTICLE, DIRECTORY, FACTS, LEXICON

from .handlers.test_handle_buttons import Running

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=DA_NANG)
QUICK = Pace(settle=0.02, patience=0.05, look=0.2)
OTHER = ARTICLE.replace("Làm căn cước", "Đăng ký khai sinh").replace("căn cước", "khai sinh").replace("Mất", "Làm")


async def nothing_to_fit(_content: Path, _models: Path) -> None:
    """So little content is fitted in no time."""


class Staff:
    """What staff are told."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[str] = asyncio.Queue()

    async def hear(self, text: str) -> None:
        await self.told.put(text)

    async def next(self) -> str:
        return await asyncio.wait_for(self.told.get(), 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound content folder of one article."""
    return fill(tmp_path / "content")


def fill(root: Path, article: str = ARTICLE) -> Path:
    files = {
        "dich-vu-cong/can-cuoc.md": article,
        "facts.toml": FACTS,
        "lexicon.toml": LEXICON,
        "danh-ba/tuyen-pho.csv": DIRECTORY,
    }
    for name, text in files.items():
        path = root / "vi" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@asynccontextmanager
async def watching(services: Services, root: Path) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Watches while the block lasts; gives what waits until other content is served."""
    served = asyncio.Queue[None]()
    services.on_serve.append(lambda: served.put_nowait(None))
    task = asyncio.create_task(ContentWatch(services, root, fingerprint(root), QUICK, nothing_to_fit).run())

    async def next_content() -> None:
        await asyncio.wait_for(served.get(), 20)

    try:
        yield next_content
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def staff() -> Staff:
    return Staff()


@pytest.fixture
async def services(root: Path, tmp_path: Path, staff: Staff) -> AsyncIterator[Services]:
    store = open_store(tmp_path / "data")
    settings = load_settings({"HOIDAP_DATA": "data"}, tmp_path)
    yield Services(settings, Responder(load_or_raise(root)), store, b"k", lambda: NOW, notify_staff=staff.hear)
    await store.aclose()


def lead(services: Services, article: str = "can-cuoc") -> str:
    answer = services.responder.article(article, NOW.date())
    return answer.lead if isinstance(answer, Answer) else "không có bài"


def article_file(root: Path) -> Path:
    return root / "vi/dich-vu-cong/can-cuoc.md"


async def test_an_edited_article_is_answered_with_what_it_says_now(services: Services, root: Path) -> None:
    before = services.served
    async with watching(services, root) as next_content:
        article_file(root).write_text(ARTICLE.replace("công an phường", "công an xã"), encoding="utf-8")
        await next_content()
    assert lead(services) == "Làm ở công an xã."
    assert services.served != before


async def test_an_article_that_is_added_or_removed_is_served_or_gone(services: Services, root: Path) -> None:
    new = root / "vi/dich-vu-cong/khai-sinh.md"
    async with watching(services, root) as next_content:
        new.write_text(OTHER, encoding="utf-8")
        await next_content()
        assert lead(services, "khai-sinh") == "Làm ở công an phường."
        new.unlink()
        await next_content()
        assert lead(services, "khai-sinh") == "không có bài"


async def test_a_fact_that_changes_is_told_as_it_is_now(services: Services, root: Path) -> None:
    async with watching(services, root) as next_content:
        (root / "vi/facts.toml").write_text(FACTS.replace("35.000", "40.000"), encoding="utf-8")
        await next_content()
    answer = services.responder.article("can-cuoc", NOW.date(), facet="le-phi")
    assert isinstance(answer, Answer)
    assert "40.000 đồng" in answer.parts[0].markdown


async def test_broken_content_leaves_the_old_in_service_and_tells_staff_file_and_line(
    services: Services, root: Path, staff: Staff
) -> None:
    before = services.served
    async with watching(services, root):
        article_file(root).write_text(ARTICLE.replace("title:", "titel:"), encoding="utf-8")
        told = await staff.next()
    assert "can-cuoc.md:2" in told
    assert before[:12] in told
    assert (services.served, lead(services)) == (before, "Làm ở công an phường.")


async def test_what_only_the_linter_finds_is_not_served_either(services: Services, root: Path, staff: Staff) -> None:
    async with watching(services, root):
        article_file(root).write_text(ARTICLE.replace("as_of: 2026-08-15\n", ""), encoding="utf-8")
        assert "as_of" in await staff.next()
    assert lead(services) == "Làm ở công an phường."


async def test_mended_content_is_served_and_staff_hear_that_it_is(services: Services, root: Path, staff: Staff) -> None:
    async with watching(services, root) as next_content:
        article_file(root).write_text("hỏng", encoding="utf-8")
        await staff.next()
        article_file(root).write_text(ARTICLE.replace("phường", "xã"), encoding="utf-8")
        await next_content()
        assert "hết lỗi" in await staff.next()


async def test_the_same_error_is_told_once_and_another_one_again(services: Services, root: Path, staff: Staff) -> None:
    async with watching(services, root):
        article_file(root).write_text(ARTICLE.replace("title:", "titel:"), encoding="utf-8")
        await staff.next()
        article_file(root).write_text(ARTICLE.replace("title:", "titel:") + "\n", encoding="utf-8")
        (root / "vi/facts.toml").write_text("[phi\n", encoding="utf-8")
        assert "facts.toml:1" in await staff.next()
    assert staff.told.empty()


async def test_many_errors_are_cut_to_what_one_reads(services: Services, root: Path, staff: Staff) -> None:
    async with watching(services, root):
        for number in range(MAX_ERRORS + 5):
            (root / f"vi/dich-vu-cong/bai-{number:02}.md").write_text("hỏng", encoding="utf-8")
        told = await staff.next()
    assert len(told.splitlines()) <= MAX_ERRORS + 3
    assert "lỗi nữa" in told


async def test_an_article_that_somebody_is_still_writing_is_waited_for(
    services: Services, root: Path, staff: Staff
) -> None:
    text = ARTICLE.replace("công an phường", "công an xã")
    async with watching(services, root) as next_content:
        with article_file(root).open("w", encoding="utf-8") as file:
            for start in range(0, len(text), 40):
                file.write(text[start : start + 40])
                file.flush()
                await asyncio.to_thread(os.fsync, file.fileno())
        await next_content()
    assert lead(services) == "Làm ở công an xã."
    assert staff.told.empty()


async def test_a_folder_that_is_replaced_in_one_step_is_served_and_watched_on(
    services: Services, root: Path, tmp_path: Path
) -> None:
    async with watching(services, root) as next_content:
        for place in ("công an xã", "trung tâm"):
            new = fill(tmp_path / f"new-{place}", ARTICLE.replace("công an phường", place))
            root.rename(tmp_path / f"old-{place}")
            new.rename(root)
            await next_content()
            assert lead(services) == f"Làm ở {place}."
        article_file(root).write_text(ARTICLE, encoding="utf-8")
        await next_content()
    assert lead(services) == "Làm ở công an phường."


async def test_a_link_that_comes_to_point_elsewhere_is_followed(services: Services, root: Path, tmp_path: Path) -> None:
    link, aside = tmp_path / "dang-dung", tmp_path / "moi"
    link.symlink_to(root)
    other = fill(tmp_path / "ban-2", ARTICLE.replace("công an phường", "công an xã"))
    async with watching(services, link) as next_content:
        aside.symlink_to(other)
        aside.rename(link)
        await next_content()
    assert lead(services) == "Làm ở công an xã."


async def test_a_folder_that_is_gone_leaves_the_old_in_service_until_it_is_back(
    services: Services, root: Path, tmp_path: Path, staff: Staff
) -> None:
    async with watching(services, root) as next_content:
        root.rename(tmp_path / "dời đi")
        assert "không có thư mục này" in await staff.next()
        assert lead(services) == "Làm ở công an phường."
        fill(root, ARTICLE.replace("phường", "xã"))
        await next_content()
    assert lead(services) == "Làm ở công an xã."


async def test_what_editors_leave_behind_changes_nothing(services: Services, root: Path) -> None:
    async with watching(services, root) as next_content:
        for name in (".can-cuoc.md.swp", "README.md", "~can-cuoc.md"):
            (root / "vi/dich-vu-cong" / name).write_text("tạm", encoding="utf-8")
        article_file(root).write_text(ARTICLE.replace("phường", "xã"), encoding="utf-8")
        await next_content()
    assert len(services.responder.content.articles) == 1


async def test_a_change_made_while_the_bot_was_starting_is_seen(services: Services, root: Path) -> None:
    seen = fingerprint(root)
    article_file(root).write_text(ARTICLE.replace("phường", "xã"), encoding="utf-8")
    served = asyncio.Event()
    services.on_serve.append(served.set)
    task = asyncio.create_task(ContentWatch(services, root, seen, QUICK, nothing_to_fit).run())
    await asyncio.wait_for(served.wait(), 20)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert lead(services) == "Làm ở công an xã."


async def test_staff_who_cannot_be_told_do_not_end_the_watch(services: Services, root: Path) -> None:
    tried = asyncio.Event()

    async def unreachable(_: str) -> None:
        tried.set()
        raise ConnectionError("nhóm cán bộ không còn")

    services.notify_staff = unreachable
    async with watching(services, root) as next_content:
        article_file(root).write_text("hỏng", encoding="utf-8")
        await asyncio.wait_for(tried.wait(), 20)
        before = services.served
        article_file(root).write_text(ARTICLE.replace("phường", "xã"), encoding="utf-8")
        await next_content()
        assert services.served != before


async def test_the_model_is_fitted_in_a_process_of_its_own_before_it_is_needed(root: Path, tmp_path: Path) -> None:
    models = tmp_path / "model"
    await fit_aside(root, models)
    (kept,) = models.iterdir()
    stamp = kept.stat().st_mtime_ns
    Responder(load_or_raise(root), models=models)
    assert [path.stat().st_mtime_ns for path in models.iterdir()] == [stamp]


async def test_a_fitting_that_fails_is_logged_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await fit_aside(tmp_path / "không có", tmp_path / "model")
    assert "could not be fitted aside" in caplog.text


async def test_a_fitting_that_is_called_off_leaves_no_process(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
    start = asyncio.create_subprocess_exec

    async def watched(*arguments: Any, **options: Any) -> asyncio.subprocess.Process:
        process = await start(*arguments, **options)
        started.put_nowait(process)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)
    task = asyncio.create_task(fit_aside(root, tmp_path / "model"))
    process = await started.get()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert process.returncode is not None


async def test_the_running_bot_answers_with_the_new_content(running: Running, chat: Seat, root: Path) -> None:
    async with running(load_or_raise(root)) as services, watching(services, root) as next_content:
        chat.send("mất căn cước thì sao")
        assert "công an phường" in (await chat.next_bot_message()).text
        article_file(root).write_text(ARTICLE.replace("công an phường", "công an xã"), encoding="utf-8")
        await next_content()
        chat.send("mất căn cước thì sao")
        assert "công an xã" in (await chat.next_bot_message()).text
