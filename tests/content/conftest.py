"""The content that is served, loaded once, and what each of its phrases finds when it is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents.content.loader import load_or_raise
from intents.content.model import Content
from intents.match.decision import Thresholds
from intents.match.leave_out import LeftOut, leave_out

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def content() -> Content:
    """The articles in this checkout."""
    return load_or_raise(ROOT / "content")


@pytest.fixture(scope="session")
def left_out(content: Content) -> list[LeftOut]:
    """Each phrase as matched without it and its near-twins."""
    return leave_out(content, Thresholds())
