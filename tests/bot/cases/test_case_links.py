"""Links in a question that was handed over: staff are told what they are, and can tap none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sandbox import SandboxServer
from bot.services import Services
from intents.content.loader import load_or_raise
from intents.content.model import Content
from tests.bot.cases.conftest import Stage
from tests.bot.conftest import Running

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def bot(telegram: SandboxServer, running: Running, small_content: Content) -> AsyncIterator[Services]:
    """The bot with the rules for links that are served."""
    served = load_or_raise(ROOT / "content")
    async with running(replace(small_content, links=served.links, directories=served.directories)) as services:
        yield services


async def test_staff_see_the_link_with_what_is_said_of_it_and_cannot_tap_it(bot: Services, stage: Stage) -> None:
    case = await stage.hand_over("trang vneid-bocongan.com ni của ai")
    assert "vneid-bocongan.com: Có dấu hiệu nhái" in case.text
    assert {"url", "text_link"}.isdisjoint(one.type for one in case.entities)
    assert case.link_preview == {"is_disabled": True}
