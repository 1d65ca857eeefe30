"""Names that are announced and that the directory of the answering article does not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.content.model import Content, Entry
from intents.match.entities import Entity, EntityFinder
from intents.match.text import tokens
from intents.match.unlisted import UnlistedNames
from tests.conftest import ArticleMaker

Directories = dict[str, Sequence[Entry]]


@pytest.fixture(scope="module")
def directories(small_content: Content) -> Directories:
    streets = small_content.directories["tuyen-pho"]

    def rows(kind: str, *names: str) -> tuple[Entry, ...]:
        return tuple(replace(streets[0], kind=kind, id=f"id-{at}", name=name) for at, name in enumerate(names))

    return {
        "tuyen-pho": streets,
        "phuong-xa": rows("phuong-xa", "Thạch Thang", "Hòa Xuân"),
        "duong-day-nong": rows("duong-day-nong", "1022", "1900 0368"),
        "ten-mien": rows("ten-mien", "dichvucong.gov.vn"),
    }


@pytest.fixture(scope="module")
def unlisted(make_article: ArticleMaker, directories: Directories) -> UnlistedNames:
    articles = [make_article(f"bai-{kind}", directory=kind) for kind in directories]
    return UnlistedNames([*articles, make_article("can-cuoc")], directories)


def named(unlisted: UnlistedNames, directories: Directories, question: str, kind: str) -> list[tuple[str, bool]]:
    """Each name found with whether it is listed."""
    listed = EntityFinder(directories).find(tokens(question))
    there = unlisted.beside(question, listed, f"bai-{kind}")
    return [(one.text, one.id is not None) for one in there if one.kind == kind]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Đường Nguyễn Tất Thành có quẹt mã được không?", "nguyễn tất thành"),
        ("duong nguyen tat thanh co quet ma duoc khong", "nguyen tat thanh"),
        ("đường lê lợi thanh toán mã QR được không", "lê lợi"),
        ("ĐƯỜNG HÙNG VƯƠNG CÓ QUẸT MÃ KHÔNG", "hùng vương"),
        ("tuyến phố Bạch Đằng, có không tiền mặt không", "bạch đằng"),
        ("Chợ Mới có quẹt mã không", "mới"),
        ("đường 2/9 có quẹt mã không", "2/9"),
    ],
)
def test_a_street_that_is_announced_and_not_listed_is_recognised(
    unlisted: UnlistedNames, directories: Directories, question: str, name: str
) -> None:
    assert named(unlisted, directories, question, "tuyen-pho") == [(name, False)]


@pytest.mark.parametrize(
    "question",
    [
        "đường nào không dùng tiền mặt",
        "chợ gần nhà tôi có quẹt mã không",
        "đường này, Lan ơi, có quẹt mã không",
        "Nguyễn Tất Thành có quẹt mã không",
        "mở phố thanh toán số",
        "",
    ],
)
def test_what_is_announced_as_no_name_is_none(unlisted: UnlistedNames, directories: Directories, question: str) -> None:
    assert named(unlisted, directories, question, "tuyen-pho") == []


@pytest.mark.parametrize("question", ["đường Trần Văn Trứ có quẹt mã không", "duong chan van tru co quet ma khong"])
def test_a_listed_street_stays_listed(unlisted: UnlistedNames, directories: Directories, question: str) -> None:
    assert [listed for _, listed in named(unlisted, directories, question, "tuyen-pho")] == [True]


def test_a_ward_that_is_not_ours_is_recognised(unlisted: UnlistedNames, directories: Directories) -> None:
    assert named(unlisted, directories, "phường Bến Nghé giờ thuộc phường nào", "phuong-xa") == [("bến nghé", False)]
    assert named(unlisted, directories, "xã hội số là gì", "phuong-xa") == []


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("số 0912 345 678 gọi đòi tiền", ["0912345678"]),
        ("tổng đài 1022 có thật không", []),
        ("số 19000368 của ai", []),
        ("mất 500000 đồng", []),
    ],
)
def test_a_number_that_is_no_listed_hotline_is_recognised(
    unlisted: UnlistedNames, directories: Directories, question: str, numbers: list[str]
) -> None:
    found = named(unlisted, directories, question, "duong-day-nong")
    assert [text for text, listed in found if not listed] == numbers


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("abc-danang.com có thật không", [("abc-danang.com", False)]),
        ("https://www.abc.top/x có thật không", [("abc.top", False)]),
        ("dichvucong.gov.vn.abc.com có thật không", [("dichvucong.gov.vn.abc.com", False)]),
        ("dichvucong.gov.vn có thật không", [("dichvucong gov vn", True)]),
        ("gửi ve.toi@abc.com, tệp don.pdf", []),
    ],
)
def test_a_site_is_listed_only_by_its_whole_name(
    unlisted: UnlistedNames, directories: Directories, question: str, found: list[tuple[str, bool]]
) -> None:
    assert named(unlisted, directories, question, "ten-mien") == found


def test_an_article_without_a_directory_recognises_none(unlisted: UnlistedNames) -> None:
    assert unlisted.beside("đường Nguyễn Tất Thành", (), "can-cuoc") == ()
    assert unlisted.beside("đường Nguyễn Tất Thành", (), "khong-co") == ()


@given(text=st.text(max_size=80), kind=st.sampled_from(["tuyen-pho", "phuong-xa", "duong-day-nong", "ten-mien"]))
def test_any_text_gives_names_with_words(unlisted: UnlistedNames, text: str, kind: str) -> None:
    found: tuple[Entity, ...] = unlisted.beside(text, (), f"bai-{kind}")
    assert all(one.text and one.id is None and not one.alternatives for one in found)
