"""an-toan/so-dien-thoai.toml and ma-qr.toml: what staff are told of a mistake."""

from pathlib import Path

import pytest

from intents.content.code_rules import read_code_rules
from intents.content.findings import Report
from intents.content.number_rules import read_number_rules

FOLDER = Path(__file__).parents[3] / "content" / "vi" / "an-toan"
READERS = {"so-dien-thoai.toml": read_number_rules, "ma-qr.toml": read_code_rules}


def findings(name: str, was: str = "", becomes: str = "") -> list[str]:
    report = Report(Path(name))
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert was in text
    READERS[name](text.replace(was, becomes, 1).encode(), report)
    return [str(one) for one in report.findings]


@pytest.mark.parametrize("name", READERS)
def test_the_served_file_is_sound(name: str) -> None:
    assert findings(name) == []


@pytest.mark.parametrize(
    ("name", "was", "becomes", "said"),
    [
        ("ma-qr.toml", '"970436" =', '"97043" =', "phải là sáu chữ số"),
        ("ma-qr.toml", "none = [", "nones = [", "Có phải là “none”?"),
        ("ma-qr.toml", 'source = "vietqr"', 'source = "vietq"', "Có phải là “vietqr”?"),
        ("so-dien-thoai.toml", "abroad =", "abroat =", "Có phải là “abroad”?"),
        ("so-dien-thoai.toml", 'source = "nld-2021"', 'source = "nld"', "không có nguồn “nld”"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(name: str, was: str, becomes: str, said: str) -> None:
    assert any(said in one for one in findings(name, was, becomes))
