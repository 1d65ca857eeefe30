"""an-toan/dau-hieu.toml: what staff may write there, and what they are told of a mistake."""

from pathlib import Path

import pytest

from intents.content.findings import Report
from intents.content.message_rules import read_message_rules

TEXT = (Path(__file__).parents[3] / "content" / "vi" / "an-toan" / "dau-hieu.toml").read_text(encoding="utf-8")


def findings(text: str) -> list[str]:
    report = Report(Path("dau-hieu.toml"))
    read_message_rules(text.encode(), report)
    return [str(one) for one in report.findings]


def test_the_served_file_is_sound() -> None:
    assert findings(TEXT) == []


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"rút sạch tiền"', '"rút sạch @tiên-tôi"', "không có nhóm “@tiên-tôi”"),
        ('"rút sạch tiền"', '"!!"', "“!!” không có chữ nào"),
        ("weight = 2", "weight = 20", "từ 1 tới 9"),
        ('link = "unknown"', 'link = "unknow"', "Có phải là “unknown”?"),
        ('source = "nld-2021"', 'source = "nld-2020"', "Có phải là “nld-2021”?"),
        ('article = "ung-dung-gia"\n', "", "thiếu “article”"),
        ("bar = 10", 'bar = "10"', "“bar” phải là một số nguyên"),
        ("[victim]", "[victims]", "Có phải là “victim”?"),
        ("[learnt]", "[learned]", "Có phải là “learnt”?"),
        ('"mk" = "mật khẩu"', '"m k" = "mật khẩu"', "phải là một chữ"),
        ("shown = false", "shown = 0", "true hoặc false"),
        ('unless = "imitation"', 'unless = "imitate"', "Có phải là “imitation”?"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(was: str, becomes: str, said: str) -> None:
    assert any(said in one for one in findings(TEXT.replace(was, becomes, 1)))


def test_a_mistake_in_an_entry_is_found_at_its_line() -> None:
    broken = TEXT.replace('link = "unknown"', 'link = "unknow"', 1)
    entry = broken[: broken.index('link = "unknow"')].rindex("[[signal]]")
    assert findings(broken)[0].startswith(f"dau-hieu.toml:{broken.count(chr(10), 0, entry) + 1}: ")
