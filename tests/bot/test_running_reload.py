"""The real process takes new content while it runs, and keeps the old where the new is broken."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox import SandboxServer
from tests.intents.content.conftest import ARTICLE

from .test_reloading import article_file
from .test_token_stays_secret import TOKEN, hoidap_run

QUESTION = "mất căn cước thì sao"


async def test_an_edit_is_answered_and_a_broken_file_is_named_in_the_log(tmp_path: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as telegram, hoidap_run(telegram.api_url, tmp_path) as run:
        await run.line_with("ready")
        file, chat = article_file(tmp_path / "content"), telegram.user(1001, "Lan", "vi").private()
        chat.send(QUESTION)
        assert "công an phường" in (await chat.next_bot_message(timeout=20)).text
        file.write_text(ARTICLE.replace("công an phường", "công an xã"), encoding="utf-8")
        await run.line_with("New content is served")
        chat.send(QUESTION)
        assert "công an xã" in (await chat.next_bot_message(timeout=20)).text
        file.write_text(ARTICLE.replace("title:", "titel:"), encoding="utf-8")
        await run.line_with("can-cuoc.md:2")
        chat.send(QUESTION)
        assert "công an xã" in (await chat.next_bot_message(timeout=20)).text
        await run.end()
    assert "Traceback" not in run.printed


async def test_it_can_be_told_not_to_watch(tmp_path: Path) -> None:
    async with (
        SandboxServer({TOKEN: "Bot"}) as telegram,
        hoidap_run(telegram.api_url, tmp_path, RELOAD="false") as run,
    ):
        await run.line_with("ready")
        article_file(tmp_path / "content").write_text("hỏng", encoding="utf-8")
        chat = telegram.user(1001, "Lan", "vi").private()
        chat.send(QUESTION)
        assert "công an phường" in (await chat.next_bot_message(timeout=20)).text
        await run.end()
    assert "can-cuoc.md" not in run.printed
