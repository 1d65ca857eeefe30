"""An answer to set."""

from datetime import date

import pytest

from intents.content.model import Source
from intents.reply import Answer, Part


@pytest.fixture
def answer() -> Answer:
    return Answer(
        article="can-cuoc",
        title="Làm căn cước",
        facet=None,
        full=True,
        entries=(),
        lead="Làm ở **công an phường**.",
        parts=(Part("le-phi", "Lệ phí", "- Cấp lại: 35.000 đồng\n- Đổi: 25.000 đồng"),),
        sources=(Source("Nghị định 1/2025", "https://example.gov.vn/1", date(2025, 6, 1)),),
        as_of=date(2026, 8, 15),
        checked_by="",
        updated=date(2026, 11, 23),
    )
