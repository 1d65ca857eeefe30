"""What a group reads: a few lines, whole ones, with the source."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.brevity import BRIEF, brief_keyboard, render_brief
from bot.locale import get_locale
from bot.markup import utf16_length, visible_text
from bot.sandbox.markup import parse_html
from intents.content.model import Source
from intents.reply import Answer, Choose, Option, Part

VIETNAMESE = get_locale("vi")
ANSWER = Answer(
    article="can-cuoc",
    title="Làm căn cước",
    facet=None,
    full=False,
    entries=(),
    lead="Làm ở **phường**.",
    parts=(),
    sources=(Source("Nghị định 1", "https://example.gov.vn", date(2025, 6, 1)), Source("Khác", "", None)),
    as_of=date(2026, 8, 15),
    checked_by="",
    updated=date(2026, 11, 23),
)


def brief(answer: Answer) -> str:
    return render_brief(answer, VIETNAMESE).plain


def test_a_short_answer_stands_whole_with_its_first_source() -> None:
    assert brief(ANSWER) == (
        "Làm căn cước\n\nLàm ở phường.\n\nNguồn: Nghị định 1 (https://example.gov.vn)\nTheo nguồn đến 08/2026"
    )


def test_a_long_facet_is_cut_after_a_whole_line() -> None:
    steps = "\n".join(f"{number}. Bước {number} khá là dài dòng một chút." for number in range(1, 40))
    text = brief(replace(ANSWER, lead="", facet="cach-lam", parts=(Part("cach-lam", "Cách làm", steps),)))
    assert text.startswith("Làm căn cước: Cách làm\n\n1. Bước 1 khá")
    assert "dòng một chút.\n\n…\n\nNguồn" in text
    assert len(text) < BRIEF + 200


def test_one_place_stands_alone_and_several_in_a_list() -> None:
    assert "\n\nĐường A.\n\n" in brief(replace(ANSWER, entries=("Đường A.",)))
    assert "• Đường A.\n\n• Đường B." in brief(replace(ANSWER, entries=("Đường A.", "Đường B.")))


def test_several_places_of_one_name_are_led_in_by_the_question_which_is_meant() -> None:
    text = brief(replace(ANSWER, entries=("Đường A.", "Đường B."), asks_back="Nơi nào?"))
    assert "\n\nNơi nào?\n\n• Đường A.\n\n• Đường B." in text


def test_an_answer_about_the_assistant_has_no_source_line() -> None:
    assert brief(replace(ANSWER, sources=(), as_of=None)) == "Làm căn cước\n\nLàm ở phường."


def test_a_choice_keeps_its_buttons() -> None:
    buttons = brief_keyboard(Choose((Option("can-cuoc", "Làm căn cước"),)), 1, VIETNAMESE, "B")
    assert buttons is not None
    assert buttons["inline_keyboard"][0][0]["text"] == "Làm căn cước"


@given(st.text(max_size=3000))
def test_any_article_is_sendable_markup_of_a_few_lines(lead: str) -> None:
    html = render_brief(replace(ANSWER, lead=lead, parts=(Part("ho-so", "Hồ sơ", lead),)), VIETNAMESE).html
    parse_html(html)
    longest = max((utf16_length(line) for line in lead.split("\n")), default=0)
    assert utf16_length(visible_text(html)) <= 2 * BRIEF + 2 * longest + 200
