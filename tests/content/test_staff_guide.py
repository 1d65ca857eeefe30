"""The guide for staff says what really happens: its worked example is played through."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from intents.content.facets import FACETS
from intents.content.fix import fix
from intents.content.lint import lint
from intents.content.loader import load
from intents.content.model import TOPICS, Finding, Severity

CONTENT = Path(__file__).parents[2] / "content"
GUIDE = (CONTENT / "vi/README.md").read_text(encoding="utf-8")
PLACE = re.compile(r"tcnscd-lien-he\.md:\d+: ")
QUESTION = "  - Chủ nhật có ai của tổ trực ở nhà văn hóa không?\n"


def printed(finding: Finding) -> str:
    """The finding as the guide shows it, wherever in the file it stands."""
    return f"tcnscd-lien-he.md:N: {finding.message}"


SHOWN = PLACE.sub("tcnscd-lien-he.md:N: ", GUIDE)


@pytest.fixture
def slipped(tmp_path: Path) -> Path:
    """The content with the slips of the example."""
    shutil.copytree(CONTENT, tmp_path / "content")
    file = tmp_path / "content/vi/to-cong-nghe-so/tcnscd-lien-he.md"
    text = file.read_text(encoding="utf-8").replace("questions:\n", "questions:\n" + QUESTION, 1)
    text = text.replace("related: [tcnscd-la-gi", "related: [tcnscd-lagi").replace("## Lưu ý", "##Luu y")
    file.write_text(re.sub(r"review_by: .*", "review_by: 2027-13-20", text), encoding="utf-8")
    return file


def test_the_worked_example_goes_as_the_guide_says(slipped: Path) -> None:
    root = slipped.parents[2]
    at_first = [one for one in load(root).findings if one.severity is Severity.ERROR]
    assert len(at_first) == 2
    assert all(printed(one) in SHOWN for one in at_first)

    (mended,) = fix(slipped)
    assert f"đã sửa: {mended}" in GUIDE
    (left,) = load(root).findings
    assert "2027-13-20" in left.message

    slipped.write_text(slipped.read_text(encoding="utf-8").replace("2027-13-20", "2027-05-20"), encoding="utf-8")
    result = load(root)
    assert result.content is not None
    found = lint(result.content, result.findings, date(2026, 11, 28), lambda _article, _day: 0)
    (last,) = (one for one in found if one.severity is Severity.ERROR)
    assert printed(last) in SHOWN

    slipped.write_text(slipped.read_text(encoding="utf-8").replace("tcnscd-lagi", "tcnscd-la-gi"), encoding="utf-8")
    assert load(root).findings == ()


def test_the_guide_names_every_topic_and_every_facet() -> None:
    assert [topic for topic in TOPICS if f"`{topic}`" not in GUIDE] == []
    assert [facet.heading for facet in FACETS if f"`## {facet.heading}`" not in GUIDE] == []
