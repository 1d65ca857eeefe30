"""What the desk adds to a reply, and what it leaves alone."""

from dataclasses import replace
from datetime import date

import pytest

from intents.content.model import Content
from intents.reply import Answer, Fallback, Outcome, Urgent, Verdict
from intents.responder import Responder

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def responder(small_content: Content, served: Content) -> Responder:
    """Three articles, with the directories and rules that are served."""
    return Responder(replace(small_content, directories=served.directories, links=served.links))


def test_a_message_that_is_only_a_link_gets_the_verdict_alone(responder: Responder) -> None:
    response = responder.respond("https://vneid-bocongan.com/x", TODAY)
    assert (response.outcome, response.match) == (Outcome.ANSWERED, None)
    (verdict,) = response.replies
    assert isinstance(verdict, Verdict)
    assert verdict.checked[0].subject == "vneid-bocongan.com"


def test_a_question_with_a_link_gets_the_verdict_before_its_answer(responder: Responder) -> None:
    verdict, answer = responder.respond("căn cước hết hạn, làm ở dichvucong.gov.vn hả", TODAY).replies
    assert isinstance(verdict, Verdict)
    assert isinstance(answer, Answer)


def test_a_link_in_words_that_nothing_answers_gets_the_verdict_without_a_guess(responder: Responder) -> None:
    response = responder.respond("giá vàng hôm nay bit.ly/gia-vang", TODAY)
    assert [type(reply) for reply in response.replies] == [Verdict]


def test_a_message_without_a_link_is_answered_as_ever(responder: Responder) -> None:
    assert isinstance(responder.respond("giá vàng hôm nay", TODAY).replies[0], Fallback)


def test_of_several_links_the_worst_stands_first_and_gives_the_advice(responder: Responder) -> None:
    (verdict,) = responder.respond("dichvucong.gov.vn dichvucong-gov.com", TODAY).replies
    assert isinstance(verdict, Verdict)
    assert [one.subject for one in verdict.checked] == ["dichvucong-gov.com", "dichvucong.gov.vn"]
    assert verdict.advice[0].startswith("Đừng bấm")


@pytest.fixture(scope="module")
def with_messages(served: Content, small_content: Content) -> Responder:
    """The small content with the articles about safety and all rules."""
    articles = dict(small_content.articles)
    articles |= {one.id: one for one in served.articles.values() if one.topic == "an-toan-so"}
    return Responder(replace(served, articles=articles))


@pytest.mark.parametrize("text", ["lỡ đọc mã otp rồi", "bam link xong mat tien"])
def test_who_was_just_robbed_gets_the_steps_in_order_and_nothing_to_choose(with_messages: Responder, text: str) -> None:
    (steps,) = with_messages.respond(text, TODAY).replies
    assert isinstance(steps, Urgent)
    assert steps.article == "lo-otp-bi-lua"
    assert steps.steps.startswith("1. Dừng")


def test_the_steps_come_before_the_verdict_on_the_link_that_robbed_them(with_messages: Responder) -> None:
    replies = with_messages.respond("tôi lỡ bấm link vneid-bocongan.com rồi nhập mật khẩu", TODAY).replies
    assert [type(reply) for reply in replies] == [Urgent, Verdict]


def test_a_fraudulent_message_gets_its_signals_then_the_matching_article(with_messages: Responder) -> None:
    text = "Vui lòng tải ứng dụng VNeID tại vneid-bocongan.com/a.apk, cung cấp mã OTP ngay, nếu không sẽ bị khóa"
    verdict, article = with_messages.respond(text, TODAY).replies
    assert isinstance(verdict, Verdict)
    assert "dấu hiệu" in verdict.said
    assert "đòi mã OTP, mật khẩu, thông tin thẻ" in verdict.signals
    assert isinstance(article, Answer)
    assert article.article in {"lua-dao-gia-danh", "ung-dung-gia"}


def test_without_the_article_somebody_robbed_is_answered_as_ever(small_content: Content, served: Content) -> None:
    responder = Responder(replace(small_content, messages=served.messages))
    assert not any(isinstance(one, Urgent) for one in responder.respond("lỡ đọc mã otp rồi", TODAY).replies)


def test_a_question_that_could_mean_two_things_is_still_offered_beside_an_official_link(responder: Responder) -> None:
    response = responder.respond("lệ phí căn cước chữ ký số dichvucong.gov.vn", TODAY)
    assert isinstance(response.replies[0], Verdict)
    assert response.outcome in (Outcome.OFFERED, Outcome.ANSWERED)
    assert len(response.replies) == 2


def test_no_article_is_recorded_for_a_verdict_without_an_answer(responder: Responder) -> None:
    assert responder.respond("giá vàng hôm nay bit.ly/gia-vang", TODAY).match is None
