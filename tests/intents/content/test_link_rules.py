"""an-toan/lien-ket.toml: what staff may write there, and what they are told of a mistake."""

from pathlib import Path

import pytest

from intents.content.findings import Report
from intents.content.link_rules import read_link_rules

FILE = Path(__file__).parents[3] / "content" / "vi" / "an-toan" / "lien-ket.toml"
TEXT = FILE.read_text(encoding="utf-8")
NAME = '[[name]]\nwritten = "verigoods"\n'


def findings(text: str) -> list[str]:
    report = Report(Path("lien-ket.toml"))
    read_link_rules(text.encode(), report)
    return [str(one) for one in report.findings]


def test_the_served_file_is_sound() -> None:
    assert findings(TEXT) == []


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (NAME, NAME.replace("verigoods", "veri-góods"), "phải viết liền"),
        (NAME, NAME + "màu = 1\n", "viết sai dạng"),
        (NAME, NAME + "colour = 1\n", "không dùng được"),
        (NAME, "[[name]]\n", "thiếu “written”"),
        ('source = "bhxh-2023"', 'source = "bhxh-2032"', "Có phải là “bhxh-2023”?"),
        ("alone = true", 'alone = "co"', "phải là true hoặc false"),
    ],
)
def test_a_mistake_is_named_with_its_line(was: str, becomes: str, said: str) -> None:
    found = findings(TEXT.replace(was, becomes, 1))
    assert any(said in one for one in found)
    assert all(one.startswith("lien-ket.toml:") and not one.startswith("lien-ket.toml:1:") for one in found)


def test_a_sentence_that_is_missing_is_named() -> None:
    assert any("“unknown”" in one for one in findings(TEXT.replace('unknown = "Không có', 'unknow = "Không có', 1)))


def test_a_broken_file_gives_no_rules() -> None:
    report = Report(Path("lien-ket.toml"))
    assert read_link_rules(b"[says\n", report) is None
    assert report.failed
