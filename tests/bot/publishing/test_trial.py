"""A content folder tried in a process of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.publishing.trial import TrialError, trying
from tests.bot import trial_in_process
from tests.bot.publishing.conftest import Desk, fill, published
from tests.intents.content.conftest import ARTICLE

DAY = date(2026, 11, 28)
QUESTIONS = ["mất căn cước", "khai sinh ở đâu", "giá vàng bao nhiêu"]

EDITED = ARTICLE.replace("Làm ở công an phường.", "Làm ở công an phường hoặc xã.")


async def test_the_process_finds_and_answers_what_this_one_would(tmp_path: Path) -> None:
    root = fill(tmp_path / "content")
    async with trying(root, tmp_path / "a", DAY) as one, trial_in_process.trying(root, tmp_path / "b", DAY) as other:
        assert await one.looks() == await other.looks()
        answers = await one.answers(QUESTIONS)
        assert answers == await other.answers(QUESTIONS)
    assert answers[0] == "“Làm căn cước”"
    assert answers[2] == "chưa trả lời được"


async def test_content_that_cannot_be_loaded_is_found_wrong_and_answers_nothing(tmp_path: Path) -> None:
    root = fill(tmp_path / "content")
    (root / "vi" / "facts.toml").write_text("[phi\n", encoding="utf-8")
    async with trying(root, tmp_path / "a", DAY) as trial:
        looks = await trial.looks()
        assert [one.path for one in looks.findings if one.line == 1] == [Path("vi/facts.toml")]
        assert looks.matching == ""
        with pytest.raises(TrialError, match="Hãy gửi lại"):
            await trial.answers(QUESTIONS)


@pytest.mark.own_process
async def test_a_change_is_published_by_way_of_the_process(desk: Desk) -> None:
    await published(desk.publisher, "can-cuoc", EDITED)
    assert "hoặc xã" in desk.text("dich-vu-cong/can-cuoc.md")
