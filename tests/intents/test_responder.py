"""Question in, replies out, as plain data."""

from datetime import date

import pytest

from intents.content.model import Content
from intents.match.decision import Thresholds
from intents.match.entities import Entity
from intents.naming import named
from intents.reply import Answer, Choose, Fallback, Notice, NoticeKind, Outcome
from intents.responder import Responder

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def responder(small_content: Content) -> Responder:
    return Responder(small_content, Thresholds())


def answer(responder: Responder, question: str, day: date = TODAY) -> Answer:
    (reply,) = responder.respond(question, day).replies
    assert isinstance(reply, Answer)
    return reply


def test_a_known_question_gives_the_direct_answer(responder: Responder) -> None:
    reply = answer(responder, "căn cước hết hạn")
    assert (reply.article, reply.facet, reply.parts) == ("can-cuoc", None, ())
    assert reply.lead.startswith("Làm ở công an phường.")
    assert reply.has_more


def test_a_facet_stands_instead_of_the_direct_answer(responder: Responder) -> None:
    reply = answer(responder, "căn cước mấy ngày có")
    assert (reply.facet, reply.lead) == ("thoi-gian", "")
    assert [part.markdown for part in reply.parts] == ["7 ngày làm việc."]


@pytest.mark.parametrize(
    ("day", "fee"),
    [
        (date(2025, 6, 30), "xem trên Cổng"),
        (date(2025, 7, 1), "35.000 đồng"),
        (date(2026, 12, 31), "35.000 đồng"),
        (date(2027, 1, 1), "70.000 đồng"),
    ],
)
def test_each_day_shows_the_value_in_force(responder: Responder, day: date, fee: str) -> None:
    reply = answer(responder, "lệ phí căn cước bao nhiêu", day)
    assert reply.parts[0].markdown == f"Cấp lại: {fee}."


def test_a_street_that_is_named_is_answered_for(responder: Responder) -> None:
    reply = answer(responder, "đường trần văn trứ có phải phố không tiền mặt")
    assert reply.entries == ("Đường Trần Văn Trứ (quận Hải Châu cũ) có trong danh sách.",)


def test_a_name_that_two_streets_share_shows_both_and_asks_which_is_meant(responder: Responder) -> None:
    reply = answer(responder, "đường phan châu trinh có phải phố không tiền mặt")
    assert (len(reply.entries), reply.asks_back) == (2, "Bạn hỏi nơi nào dưới đây?")


def test_a_street_that_is_not_listed_is_said_to_be_so(responder: Responder) -> None:
    reply = answer(responder, "đường nguyễn tất thành có phải phố không tiền mặt")
    assert reply.entries == ("Chưa thấy **Nguyễn Tất Thành** trong danh sách, mà danh sách chưa đủ.",)
    assert reply.asks_back == ""


def test_a_name_is_shown_without_signs_that_would_be_read_as_markup(small_content: Content) -> None:
    article = small_content.articles["danh-sach-tuyen-pho"]
    shown = named(article, [Entity("tuyen-pho", "*[x](http://y)`_<b>", None, (), 0, 1)], {})
    assert shown.entries == ("Chưa thấy **Xhttp//yb** trong danh sách, mà danh sách chưa đủ.",)


def test_a_close_call_is_offered_as_a_choice(responder: Responder) -> None:
    response = responder.respond("lệ phí căn cước chữ ký số", TODAY)
    assert response.outcome is Outcome.OFFERED
    (reply,) = response.replies
    assert isinstance(reply, Choose)
    assert {option.article for option in reply.options} >= {"can-cuoc", "cks-dang-ky"}


def test_what_is_not_ours_falls_back(responder: Responder) -> None:
    response = responder.respond("giá vàng hôm nay", TODAY)
    assert response.outcome is Outcome.NOT_FOUND
    assert isinstance(response.replies[0], Fallback)


@pytest.mark.parametrize("text", ["", "  ", "?!", "😀"])
def test_a_message_without_words_is_said_to_be_empty(responder: Responder, text: str) -> None:
    response = responder.respond(text, TODAY)
    assert (response.outcome, response.replies) == (Outcome.EMPTY, (Notice(NoticeKind.EMPTY),))


def test_an_article_can_be_shown_in_full(responder: Responder) -> None:
    reply = responder.article("can-cuoc", TODAY, full=True)
    assert isinstance(reply, Answer)
    assert [part.facet for part in reply.parts] == ["le-phi", "thoi-gian"]
    assert not reply.has_more


def test_an_article_that_is_gone_gives_a_notice(responder: Responder) -> None:
    assert responder.article("khong-con", TODAY) == Notice(NoticeKind.GONE)


def test_a_chosen_article_answers_the_facet_that_was_asked_for(responder: Responder) -> None:
    reply = responder.answer_to("lệ phí căn cước chữ ký số", "can-cuoc", TODAY)
    assert isinstance(reply, Answer)
    assert reply.facet == "le-phi"


def test_everything_a_resident_reads_stands_in_the_content(responder: Responder, small_content: Content) -> None:
    article = small_content.articles["cks-dang-ky"]
    reply = responder.article("cks-dang-ky", TODAY, full=True)
    assert isinstance(reply, Answer)
    assert (reply.title, reply.lead) == (article.title, article.lead)
    assert [part.markdown for part in reply.parts] == [section.markdown for section in article.sections]
