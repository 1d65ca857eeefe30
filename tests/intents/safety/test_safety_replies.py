"""What the desk adds to a reply, and what it leaves alone."""

from dataclasses import replace
from datetime import date

import pytest

from intents.content.model import Content
from intents.reply import Answer, Fallback, Outcome, Verdict
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
