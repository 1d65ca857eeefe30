"""Cards and posters as pictures: read back as a phone reads them."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageFont

from bot.cards.sheets import Sheet, article_poster, card_sheet, topic_poster
from bot.cards.typesetting import FONTS, pdf, pictures
from bot.config import OperatorSettings
from intents.reply import Answer, Option, Part, Topic, TopicPage

OPERATOR = OperatorSettings(name="Tổ 12", contact="0236 1022")
VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def codes(png: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(opened(png))]


def card(answer: Answer) -> Sheet:
    return card_sheet(answer, OPERATOR, "HoiDapSoBot")


def test_a_card_is_as_wide_as_a_phone_and_its_code_leads_to_the_source(answer: Answer) -> None:
    (png,) = pictures(card(answer))
    assert opened(png).width == 1080
    assert codes(png) == ["https://example.gov.vn/1"]


def test_without_a_source_the_code_leads_to_the_bot(answer: Answer) -> None:
    (png,) = pictures(card(replace(answer, sources=(), as_of=None)))
    assert codes(png) == ["https://t.me/HoiDapSoBot?start=can-cuoc"]


def test_without_source_and_bot_there_is_no_code(answer: Answer) -> None:
    (png,) = pictures(card_sheet(replace(answer, sources=()), OPERATOR, ""))
    assert codes(png) == []


def test_a_card_says_sources_with_dates_how_old_they_are_and_who_runs_the_bot(answer: Answer) -> None:
    sheet = card(answer)
    assert sheet["sources"] == ["Nghị định 1/2025, 01/06/2025"]
    assert sheet["footer"] == "Theo nguồn đến 08/2026 · chưa có cán bộ duyệt"
    assert sheet["who"] == (
        "Hỏi Đáp Số · t.me/HoiDapSoBot. Người vận hành: Tổ 12 (0236 1022). Đây không phải kênh của cơ quan nhà nước."
    )


def test_a_long_answer_becomes_several_pictures_of_one_height_that_no_chat_shrinks(answer: Answer) -> None:
    long = replace(answer, parts=tuple(Part("ho-so", "Hồ sơ", "- Một giấy tờ cần có.\n" * 18) for _ in range(4)))
    made = [opened(png) for png in pictures(card(long))]
    assert len(made) > 1
    assert len({picture.size for picture in made}) == 1
    assert made[0].height <= 2.5 * made[0].width


def test_typst_markup_in_an_article_is_set_as_the_words_it_is(answer: Answer) -> None:
    plain, hostile = (
        pictures(card(replace(answer, title=title, lead=title)))[0] for title in ("a" * 24, '#panic("x") $ @x \\u{41} ')
    )
    assert codes(plain) == codes(hostile)


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_vietnamese_letter_and_sign_is_in_the_font(font: Path) -> None:
    face = ImageFont.truetype(font, 40)
    missing = bytes(face.getmask("\U0001f9ff"))
    assert [one for one in VOWELS + VOWELS.upper() + "₫–—“”…•≥≤·°%§" if bytes(face.getmask(one)) == missing] == []


def test_the_fonts_licence_lies_beside_it() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_a_poster_is_a4_and_its_code_leads_to_the_article(answer: Answer) -> None:
    sheet = article_poster(answer, OPERATOR, "HoiDapSoBot")
    (png,) = pictures(sheet)
    assert opened(png).size == (1240, 1754)
    assert codes(png) == ["https://t.me/HoiDapSoBot?start=can-cuoc"]
    assert pdf(sheet).startswith(b"%PDF")


def test_a_poster_of_a_topic_leads_to_the_topic_and_names_its_articles() -> None:
    page = TopicPage(Topic("chu-ky-so", "Chữ ký số"), (Option("cks-la-gi", "Chữ ký số là gì"),), 1, 1)
    sheet = topic_poster(page, OPERATOR, "HoiDapSoBot")
    assert codes(pictures(sheet)[0]) == ["https://t.me/HoiDapSoBot?start=chu-ky-so"]
    assert "Chữ ký số là gì" in json.dumps(sheet, ensure_ascii=False)


def test_a_poster_with_many_words_stays_on_one_page(answer: Answer) -> None:
    sheet = article_poster(replace(answer, lead="Nhiều chữ lắm. " * 60), OPERATOR, "HoiDapSoBot")
    assert len(pictures(sheet)) == 1


def test_a_poster_says_who_runs_the_bot_and_that_it_is_not_official(answer: Answer) -> None:
    said = json.dumps(article_poster(answer, OPERATOR, "B"), ensure_ascii=False)
    assert "Người vận hành: Tổ 12 (0236 1022). Đây không phải kênh của cơ quan nhà nước." in said
    official = OperatorSettings(name="Sở", contact="", official=True)
    assert "không phải kênh" not in json.dumps(article_poster(answer, official, "B"), ensure_ascii=False)
