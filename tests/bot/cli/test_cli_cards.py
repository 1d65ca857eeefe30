"""card and poster, as staff run them."""

from pathlib import Path

import pytest

from tests.bot.cli.running import hoidap


def test_a_card_of_an_article_is_written_and_named(tmp_path: Path) -> None:
    out, _ = hoidap("card", "cks-la-gi", "-o", f"{tmp_path}/the.png")
    made = out.split()
    assert made[0] == f"{tmp_path}/the.png"
    assert all(Path(one).read_bytes().startswith(b"\x89PNG") for one in made)


def test_a_card_of_one_facet_is_one_picture(tmp_path: Path) -> None:
    out, _ = hoidap("card", "can-cuoc", "--facet", "le-phi", "-o", f"{tmp_path}/phi.png")
    assert out.split() == [f"{tmp_path}/phi.png"]


def test_a_poster_is_written_as_pdf_and_png(tmp_path: Path) -> None:
    out, _ = hoidap("poster", "thanh-toan-so", "--bot", "@HoiDapSoBot", "-o", f"{tmp_path}/treo.pdf")
    assert out.split() == [f"{tmp_path}/treo.pdf", f"{tmp_path}/treo.png"]
    assert (tmp_path / "treo.pdf").read_bytes().startswith(b"%PDF")


def test_the_bots_name_is_taken_from_the_settings(tmp_path: Path) -> None:
    env = {"HOIDAP_OPERATOR__BOT": "HoiDapSoBot"}
    out, _ = hoidap("poster", "cks-la-gi", "-o", f"{tmp_path}/treo", env=env)
    assert len(out.split()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["card", "khai-sin"], "Có phải là “khai-sinh”?"),
        (["card", "cks-la-gi", "--facet", "o-dau", "-o", "/khong/co.png"], "bài này không có mục"),
        (["card", "cks-la-gi", "-o", "/khong/co/the.png"], "Hãy chọn tệp khác bằng -o"),
        (["card", "cks-la-gi", "--bot", "có dấu"], "không phải tên bot trên Telegram"),
        (["poster", "thanh-toan-so"], "Hãy thêm --bot TênBot"),
        (["poster", "thanh-toan-s", "--bot", "HoiDapSoBot"], "Có phải là “thanh-toan-so”?"),
    ],
)
def test_what_cannot_be_made_is_said_with_the_remedy(arguments: list[str], said: str) -> None:
    _, err = hoidap(*arguments, code=2)
    assert said in err
