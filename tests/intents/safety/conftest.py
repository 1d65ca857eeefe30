"""The safety desk over the content of this checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents.content.loader import load_or_raise
from intents.content.model import Content
from intents.safety.desk import SafetyDesk

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def served() -> Content:
    """The content that is served."""
    return load_or_raise(ROOT / "content")


@pytest.fixture(scope="session")
def desk(served: Content) -> SafetyDesk:
    """The desk as it works for residents."""
    return SafetyDesk(served)
