"""Replies in words: what stands in a message, and in which order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import Locale, get_locale
from bot.markup import utf16_length, visible_text
from bot.rendering import Rendered, render, render_help, render_start, rendered_length
from bot.sandbox.markup import parse_html
from intents.content.model import Source
from intents.reply import Answer, Choose, Fallback, Notice, NoticeKind, Option, Part, Reply, Topic

VIETNAMESE, ENGLISH = get_locale("vi"), get_locale("en")
LOCALES = pytest.mark.parametrize("locale", [VIETNAMESE, ENGLISH], ids=["vi", "en"])

DECREE = Source("Nghị định 23/2025", "https://vanban.chinhphu.vn/23", date(2025, 2, 21))
PAGE = Source("Trang <hỏi & đáp>", "https://a.danang.gov.vn/?x=1&y=2", None)
LEAD = Answer(
    article="cks-dang-ky",
    title="Đăng ký chữ ký số",
    facet=None,
    full=False,
    entries=(),
    lead="Làm **trên điện thoại**.",
    parts=(),
    sources=(DECREE,),
    as_of=date(2026, 8, 15),
    checked_by="",
    updated=date(2026, 11, 24),
    has_more=True,
)
FEE = Part("le-phi", "Lệ phí", "Năm đầu *miễn phí*.")
PAPERS = Part("ho-so", "Hồ sơ", "- Căn cước\n- Điện thoại")
FACET = replace(LEAD, facet="le-phi", lead="", parts=(FEE,))
FULL = replace(LEAD, full=True, has_more=False, parts=(PAPERS, FEE), sources=(DECREE, PAGE))
OPTIONS = (Option("can-cuoc", "Làm căn cước"), Option("cks-dang-ky", "Chữ ký số <mới>"))


def shown(reply: Reply, locale: Locale = VIETNAMESE) -> Rendered:
    return render(reply, locale)


def in_order(text: str, *parts: str) -> bool:
    """Whether all the parts stand in the text, one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def test_an_answer_is_its_title_its_lead_its_source_and_its_footer() -> None:
    html = shown(LEAD).html
    assert html.startswith("<b>Đăng ký chữ ký số</b>\n\nLàm <b>trên điện thoại</b>.\n\nNguồn: <a href=")
    assert html.endswith("<i>Theo nguồn đến 08/2026 · chưa có cán bộ duyệt</i>")


def test_a_facet_asked_for_stands_first_under_its_heading() -> None:
    assert in_order(shown(FACET).html, "Đăng ký chữ ký số", "<b>Lệ phí</b>\nNăm đầu <i>miễn phí</i>.", "Nguồn:")


def test_the_full_answer_has_the_lead_then_every_part_then_every_source_with_its_date() -> None:
    html = shown(FULL).html
    assert in_order(html, "Làm <b>", "<b>Hồ sơ</b>\n• Căn cước", "<b>Lệ phí</b>", "<b>Nguồn</b>\n• ", "21/02/2025\n• ")
    assert '<a href="https://a.danang.gov.vn/?x=1&amp;y=2">Trang &lt;hỏi &amp; đáp&gt;</a>' in html


def test_directory_entries_stand_before_all_else() -> None:
    answer = replace(LEAD, entries=("Đường **Trần Phú** có.", "Đường Lê Lợi chưa có."))
    assert in_order(shown(answer).html, "• Đường <b>Trần Phú</b> có.\n• Đường Lê Lợi chưa có.", "Làm <b>")


def test_which_entry_is_meant_is_asked_before_them() -> None:
    answer = replace(LEAD, entries=("Phan Châu Trinh ở Hải Châu.", "Phan Châu Trinh ở Hội An."), asks_back="Nơi nào?")
    assert in_order(shown(answer).plain, "Nơi nào?", "• Phan Châu Trinh ở Hải Châu.", "• Phan Châu Trinh ở Hội An.")


def test_a_short_answer_names_one_source_and_counts_the_others() -> None:
    plain = shown(replace(LEAD, sources=(DECREE, PAGE, PAGE))).plain
    assert "Nguồn: Nghị định 23/2025 (https://vanban.chinhphu.vn/23) và 2 nguồn khác" in plain


def test_an_answer_without_sources_has_no_line_for_them() -> None:
    assert "Nguồn" not in shown(replace(LEAD, sources=())).plain
    assert "Nguồn" not in shown(replace(FULL, sources=())).plain


def test_a_source_without_a_usable_address_is_named_all_the_same() -> None:
    html = shown(replace(LEAD, sources=(Source("Sổ tay", "", None),))).html
    assert "Nguồn: Sổ tay" in html
    assert "<a" not in html


def test_the_footer_names_who_checked_it_and_when() -> None:
    checked = shown(replace(LEAD, checked_by="Công chức tư pháp")).plain
    assert checked.endswith("Theo nguồn đến 08/2026 · Công chức tư pháp duyệt ngày 24/11/2026")


def test_the_footer_of_an_answer_without_a_source_date_says_only_whether_it_was_checked() -> None:
    assert shown(replace(LEAD, as_of=None)).plain.endswith("\n\nChưa có cán bộ duyệt")


def test_a_choice_asks_which_one_and_lists_them_where_there_are_no_buttons() -> None:
    rendered = shown(Choose(OPTIONS))
    assert rendered.html.endswith("?")
    assert "Làm căn cước" not in rendered.html
    assert rendered.plain.endswith("\n1. Làm căn cước\n2. Chữ ký số <mới>")


def test_no_answer_says_so_and_how_to_reach_a_person() -> None:
    rendered = shown(Fallback(()))
    assert in_order(rendered.html, "chưa có câu trả lời chắc chắn", "viết lại", "1022")
    assert rendered.plain == rendered.html


def test_no_answer_offers_the_nearest_when_there_are_any() -> None:
    rendered = shown(Fallback(OPTIONS))
    assert in_order(rendered.plain, "1022", "1. Làm căn cước", "2. Chữ ký số")
    assert len(rendered.html) > len(shown(Fallback(())).html)


@LOCALES
def test_each_notice_has_short_words_of_its_own(locale: Locale) -> None:
    notices = [shown(Notice(kind), locale) for kind in NoticeKind]
    assert len({notice.plain for notice in notices}) == len(NoticeKind)
    assert all(0 < len(notice.plain) < 160 for notice in notices)


def test_a_missing_article_points_to_the_help() -> None:
    assert "/help" in shown(Notice(NoticeKind.GONE)).plain


def test_the_greeting_names_the_operator_and_says_that_it_is_no_official_channel() -> None:
    plain = render_start(VIETNAMESE, "Nhóm <Sông Hàn>", "nhom@example.vn", official=False).plain
    assert in_order(plain, "Hỏi Đáp Số", "Nhóm <Sông Hàn> (nhom@example.vn)", "không phải kênh của cơ quan nhà nước")
    assert in_order(plain, "căn cước", "OTP", "mật khẩu")


def test_an_official_channel_does_not_deny_it() -> None:
    official = render_start(VIETNAMESE, "Sở Khoa học và Công nghệ", "", official=True).plain
    assert "không phải" not in official
    assert "Sở Khoa học và Công nghệ." in official


def test_an_operator_without_a_name_leaves_no_gap() -> None:
    plain = render_start(VIETNAMESE, "", "", official=True).plain
    assert "Người vận hành" not in plain
    assert "\n\n\n" not in plain


@LOCALES
def test_the_greeting_and_the_help_fit_a_phone_screen(locale: Locale) -> None:
    assert utf16_length(render_start(locale, "Nhóm Sông Hàn", "nhom@example.vn", official=False).plain) < 700
    assert utf16_length(render_help(locale, [Topic("chu-ky-so", "Chữ ký số")] * 7).plain) < 700


def test_the_help_lists_the_topics_there_are() -> None:
    assert in_order(
        render_help(VIETNAMESE, [Topic("chu-ky-so", "Chữ ký số"), Topic("an-toan-so", "An toàn")]).html,
        "• Chữ ký số\n• An toàn",
        "1022",
        "OTP",
    )
    assert "•" not in render_help(VIETNAMESE, []).html


def test_only_the_english_says_that_answers_are_in_vietnamese() -> None:
    for locale, says_so in ((ENGLISH, True), (VIETNAMESE, False)):
        for rendered in (render_start(locale, "A", "b", official=False), render_help(locale, [Topic("a", "A")])):
            assert (locale.text("Answers are in Vietnamese.") in rendered.plain) is says_so


def test_around_an_answer_english_stands_where_english_is_read() -> None:
    html = shown(replace(LEAD, sources=(DECREE, PAGE)), ENGLISH).html
    assert in_order(html, "Làm <b>trên", "Source: <a", "</a> and 1 more", "From sources up to 08/2026 · not yet")


@LOCALES
@given(words=st.text(min_size=1, max_size=80))
def test_whatever_the_content_says_telegram_takes_it(locale: Locale, words: str) -> None:
    answer = replace(
        FULL,
        title=words,
        lead=words,
        entries=(words,),
        parts=(Part("le-phi", words, words),),
        sources=(Source(words, f"https://a.vn/{words}", date(2026, 1, 1)), Source(words, words, None)),
        checked_by=words,
    )
    for reply in (answer, replace(answer, full=False)):
        parse_html(shown(reply, locale).html)


@pytest.mark.parametrize("answer", [LEAD, FACET, FULL])
def test_the_length_is_that_of_what_telegram_displays_in_any_language(answer: Answer) -> None:
    lengths = [utf16_length(parse_html(shown(answer, locale).html).text) for locale in (VIETNAMESE, ENGLISH)]
    assert rendered_length(answer) == max(lengths)


def test_an_address_does_not_count_into_the_length() -> None:
    long_address = replace(DECREE, url="https://a.vn/" + "x" * 1000)
    assert rendered_length(replace(LEAD, sources=(long_address,))) == rendered_length(LEAD)


@pytest.mark.parametrize("answer", [LEAD, FACET, FULL])
def test_plain_text_says_the_same_and_gives_the_addresses(answer: Answer) -> None:
    rendered = shown(answer)
    without_addresses = rendered.plain
    for source in answer.sources:
        without_addresses = without_addresses.replace(f" ({source.url})", "")
    assert without_addresses == visible_text(rendered.html)
