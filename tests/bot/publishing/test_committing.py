"""Where the content folder is a git checkout, what is published is committed: that file alone, in the role's name."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.publishing import committing
from tests.bot.publishing.conftest import ROLE, Desk, file_of, published
from tests.intents.content.conftest import ARTICLE

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
EDITED = ARTICLE.replace("công an phường.", "công an phường hoặc xã.")
OWNER = ("-c", "user.name=Chủ", "-c", "user.email=chu@example.vn")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *OWNER, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(desk: Desk) -> Path:
    git(desk.root, "init", "--quiet")
    git(desk.root, "add", ".")
    git(desk.root, "commit", "--quiet", "-m", "đầu tiên")
    return desk.root


async def test_that_file_alone_is_committed_and_the_author_is_the_role(desk: Desk, checkout: Path) -> None:
    (checkout / "vi" / "facts.toml").write_text("# đang sửa dở\n" + desk.text("facts.toml"), encoding="utf-8")
    git(checkout, "add", "vi/facts.toml")
    (checkout / "vi" / "lexicon.toml").write_text("# dở\n" + desk.text("lexicon.toml"), encoding="utf-8")
    outcome = await published(desk.publisher, "can-cuoc", EDITED)
    assert outcome.not_committed is None
    assert git(checkout, "-c", "core.quotepath=off", "log", "-1", "--format=%an|%ae", "--name-only").split() == [
        *f"{ROLE}|{committing.ADDRESS}".split(),
        "vi/dich-vu-cong/can-cuoc.md",
    ]
    assert git(checkout, "diff", "--cached", "--name-only") == "vi/facts.toml"


async def test_undoing_a_new_article_is_committed_as_its_removal(desk: Desk, checkout: Path) -> None:
    path = checkout / "vi" / "dich-vu-cong" / "khai-sinh.md"
    assert committing.committed(path, ROLE, "không đổi gì") is None
    path.unlink()
    assert committing.committed(path, ROLE, "khai-sinh: bỏ tệp") is None
    assert git(checkout, "log", "-1", "--format=%s") == "khai-sinh: bỏ tệp"
    path.write_text(ARTICLE, encoding="utf-8")
    assert committing.committed(path, ROLE, "khai-sinh: tệp mới") is None
    assert git(checkout, "log", "-1", "--name-status", "--format=") == "A\tvi/dich-vu-cong/khai-sinh.md"


async def test_a_hook_that_refuses_is_told_and_the_file_is_published(desk: Desk, checkout: Path) -> None:
    hook = checkout / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'không cho' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    outcome = await published(desk.publisher, "can-cuoc", EDITED)
    assert outcome.not_committed == "git báo: không cho"
    assert "hoặc xã" in desk.text("dich-vu-cong/can-cuoc.md")


async def test_a_hook_without_end_is_cut_off(desk: Desk, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committing, "SECONDS", 0.5)
    hook = checkout / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nsleep 600\n", encoding="utf-8")
    hook.chmod(0o755)
    assert "không xong" in ((await published(desk.publisher, "can-cuoc", EDITED)).not_committed or "")


async def test_a_locked_checkout_is_told(desk: Desk, checkout: Path) -> None:
    (checkout / ".git" / "index.lock").touch()
    outcome = await published(desk.publisher, "can-cuoc", EDITED)
    assert "git báo" in (outcome.not_committed or "")
    assert len(await desk.publisher.versions(await file_of(desk.publisher, "can-cuoc"))) == 2


async def test_without_git_or_outside_a_checkout_nothing_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await published(desk.publisher, "can-cuoc", EDITED)).not_committed is None
    (desk.root / ".git").mkdir()
    monkeypatch.setenv("PATH", "/khong-co")
    assert committing.committed(desk.root / "vi" / "facts.toml", ROLE, "sửa") is None
