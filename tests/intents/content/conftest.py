"""A small sound content folder in which a test breaks one thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ARTICLE = """---
title: Làm căn cước
names: [căn cước, thẻ căn cước]
questions:
  - Mất căn cước thì sao?
  - Đổi thẻ căn cước
related: []
sources:
  - {title: Nghị định 1/2025, url: https://example.gov.vn/1, date: 2025-06-01}
as_of: 2026-08-15
updated: 2026-11-23
review_by: 2027-04-30
checked_by:
---
Làm ở công an phường.

## Lệ phí
Hết {{phi}}.
"""
FACTS = """[phi]
otherwise = "xem trên cổng"
[[phi.value]]
text = "35.000 đồng"
valid_from = 2025-07-01
source = {title = "Thông tư", url = "https://example.gov.vn/2"}
"""
LEXICON = '[abbreviations]\n"cccd" = "căn cước"\n'
DIRECTORY = (
    "id,name,aliases,place,text,source_title,source_url,source_date,as_of,kind\n"
    "le-duan,Lê Duẩn,,quận Hải Châu cũ,Có trong danh sách.,Báo,https://example.vn/3,2024-06-01,2024-06-01,đường\n"
)

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the folder; each part can be given as text or bytes. Gives the root."""

    def make(
        article: str | bytes = ARTICLE,
        facts: str = FACTS,
        lexicon: str = LEXICON,
        directory: str = DIRECTORY,
        name: str = "dich-vu-cong/can-cuoc.md",
        **more: str,
    ) -> Path:
        files: dict[str, str | bytes] = {
            name: article,
            "facts.toml": facts,
            "lexicon.toml": lexicon,
            "danh-ba/tuyen-pho.csv": directory,
        }
        for path, text in (files | {key.replace("__", "/") + ".md": value for key, value in more.items()}).items():
            file = tmp_path / "vi" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return make
