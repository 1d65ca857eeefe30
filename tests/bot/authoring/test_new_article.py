"""What staff write in five messages becomes a file that the content check can read, whatever they write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.article import new_article
from bot.authoring.steps import Lacking, Step, kept, read_asking, read_details, read_source
from intents.content.articles import is_id, read_article
from intents.content.findings import Report
from intents.content.model import Article

TODAY = date(2026, 11, 28)
ASKED = "Gửi xe khi tới phường\nTới phường gửi xe ở đâu?\n- Gửi xe ở phường có mất tiền không?"
ANSWER = "Gửi xe trong sân phường, không mất tiền.\n\n1. Vào cổng bên trái.\n2) Lấy thẻ ở bàn bảo vệ."
DETAILS = "Lệ phí: không mất tiền\nGiờ: 7 giờ đến 17 giờ\nGiấy tờ:\n- thẻ xe\n- căn cước"
SOURCE = "https://example.gov.vn/tin/gui-xe Thông báo của phường, 01/07/2025"
MESSAGES = {Step.ASKED: ASKED, Step.ANSWER: ANSWER, Step.DETAILS: DETAILS, Step.SOURCE: SOURCE}


def article(messages: dict[Step, str], taken: tuple[str, ...] = ()) -> Article:
    made = new_article(messages, "dich-vu-cong", taken, TODAY)
    report = Report(Path(made.name))
    read = read_article(report.path, made.markdown.encode(), made.topic, report)
    assert read is not None, [str(one) for one in report.findings]
    return read


def test_each_message_finds_its_place() -> None:
    read = article(MESSAGES)
    assert read.id == "gui-xe-khi-toi-phuong"
    assert read.title == "Gửi xe khi tới phường"
    assert [one.text for one in read.questions][1:] == [
        "Tới phường gửi xe ở đâu?",
        "Gửi xe ở phường có mất tiền không?",
    ]
    assert read.lead == "Gửi xe trong sân phường, không mất tiền."
    assert {one.facet.heading: one.markdown for one in read.sections} == {
        "Hồ sơ": "- thẻ xe\n- căn cước",
        "Cách làm": "1. Vào cổng bên trái.\n2. Lấy thẻ ở bàn bảo vệ.",
        "Lệ phí": "không mất tiền",
        "Thời gian": "7 giờ đến 17 giờ",
    }
    (source,) = read.sources
    assert (source.title, source.url) == ("Thông báo của phường", "https://example.gov.vn/tin/gui-xe")
    assert source.date == read.as_of == date(2025, 7, 1)
    assert read.updated == TODAY
    assert read.checked_by == ""


def test_an_id_that_is_taken_gets_a_number() -> None:
    taken = ("gui-xe-khi-toi-phuong", "gui-xe-khi-toi-phuong-2")
    assert article(MESSAGES, taken).id == "gui-xe-khi-toi-phuong-3"


def test_a_long_title_still_makes_an_id_that_fits_into_a_button() -> None:
    long = MESSAGES | {Step.ASKED: "Chỗ gửi xe " * 20}
    first = article(long).id
    second = article(long, (first,)).id
    assert is_id(first)
    assert is_id(second)
    assert second.endswith("-2")


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", 'a: "b" # c', "& *x !tag", "---", "{{le-phi}} là gì", "<b>Đậm</b>", "title: x"]
)
def test_hostile_titles_are_only_titles(title: str) -> None:
    read = article(MESSAGES | {Step.ASKED: f"{title} đây"})
    assert is_id(read.id)
    assert "/" not in read.id


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300), st.text(max_size=100))
def test_whatever_is_written_gives_a_file_that_can_be_read_or_is_asked_for_again(
    asked: str, answer: str, details: str, source: str
) -> None:
    written = zip(Step, (asked, answer, details, f"{source} 01/07/2025"), strict=False)
    messages = {step: kept(step, text) for step, text in written}
    try:
        made = new_article(messages, "dich-vu-cong", (), TODAY)
    except Lacking:
        return
    report = Report(Path(made.name))
    read = read_article(report.path, made.markdown.encode(), made.topic, report)
    assert read is None or is_id(read.id)
    assert "không dùng được &" not in " ".join(str(one) for one in report.findings)
    assert not [one for one in report.findings if one.line < 10 and "ngoặc" in one.message]


def test_personal_numbers_are_never_kept_and_the_address_of_a_source_is() -> None:
    assert "0905123456" not in kept(Step.ANSWER, "Gọi anh Tư 0905123456")
    url = "https://example.gov.vn/tin?id=0905123456"
    assert kept(Step.SOURCE, f"{url} gọi 0905123456 01/07/2025") == f"{url} gọi [số] 01/07/2025"


@pytest.mark.parametrize("text", ["không", "Không có.", "bỏ qua", "-"])
def test_nothing_to_say_of_fees_and_places_is_an_answer_too(text: str) -> None:
    assert read_details(text) == {}
    assert article(MESSAGES | {Step.DETAILS: text}).sections[0].facet.id == "cach-lam"


def test_what_stands_under_no_name_is_a_note() -> None:
    assert read_details("nhớ tới sớm\nPhí: 5.000 đồng") == {"le-phi": "5.000 đồng", "luu-y": "nhớ tới sớm"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://example.gov.vn/a", "ngày"),
        ("https://example.gov.vn/a 01/07/2027", "phía trước"),
        ("01/07/2025", "nguồn"),
        ("không có 01/07/2025", "nguồn"),
        ("https:///a 01/07/2025", "không mở được"),
    ],
)
def test_what_a_source_lacks_is_said(text: str, said: str) -> None:
    with pytest.raises(Lacking, match=said):
        read_source(text, TODAY)


def test_a_source_on_paper_needs_no_address_and_a_month_is_a_day() -> None:
    source = read_source("Công văn 12/UBND, tháng 07/2025", TODAY)
    assert (source.url, source.since) == ("", date(2025, 7, 1))
    assert article(MESSAGES | {Step.SOURCE: "Công văn của phường 07/2025"}).sources[0].url == ""


def test_a_message_without_a_letter_is_no_title() -> None:
    with pytest.raises(Lacking, match="tên bài"):
        read_asking("???\n- ")
