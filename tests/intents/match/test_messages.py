"""What stands around the question is set aside, and several questions in one message are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.messages import questions_in, without_courtesies, without_header
from intents.match.text import tokens


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("[Chuyển tiếp] mất căn cước thì sao", "mất căn cước thì sao"),
        ("[Chuyển tiếp] Cô Lan tổ 27: mất căn cước thì sao", "mất căn cước thì sao"),
        ("Fwd: mất căn cước thì sao", "mất căn cước thì sao"),
        ("Bà con hỏi: mất căn cước thì sao", "mất căn cước thì sao"),
        ("Chú Tư nhắn là: mất căn cước thì sao", "mất căn cước thì sao"),
    ],
)
def test_headers_are_set_aside(message: str, question: str) -> None:
    assert without_header(message) == question


@pytest.mark.parametrize(
    "message",
    ["mất căn cước thì sao", "Căn cước: đổi ở đâu?", "9:30 có mở cửa không", "[Chuyển tiếp]", "Bà con hỏi:", ""],
)
def test_what_is_no_header_stays(message: str) -> None:
    assert without_header(message) == message


@given(st.text())
def test_a_message_never_becomes_empty(message: str) -> None:
    assert bool(without_header(message).strip()) == bool(message.strip())


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("dạ cho em hỏi mất căn cước thì sao ạ", "mat can cuoc thi sao"),
        ("chao ad, lam lai can cuoc o dau, cam on nhieu a", "lam lai can cuoc o dau"),
        ("mất căn cước thì sao", "mat can cuoc thi sao"),
    ],
)
def test_courtesies_are_set_aside(message: str, question: str) -> None:
    assert " ".join(one.folded for one in without_courtesies(tokens(message))) == question


@pytest.mark.parametrize("message", ["chào em", "cảm ơn nhiều nha", "cho em hỏi", ""])
def test_a_message_that_is_only_courteous_stays(message: str) -> None:
    assert without_courtesies(tokens(message)) == tokens(message)


@given(st.text(max_size=80))
def test_what_is_left_without_courtesies_stands_in_the_message_in_its_order(message: str) -> None:
    words = tokens(message)
    left = without_courtesies(words)
    assert any(words[at : at + len(left)] == left for at in range(len(words) + 1))
    assert bool(left) == bool(words)


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("làm căn cước ở đâu?", 1),
        ("làm căn cước ở đâu? Đăng ký chữ ký số thế nào?", 2),
        ("làm căn cước ở đâu, với lại chữ ký số giá bao nhiêu", 2),
        ("Tôi mới dọn về Hòa Vang. Nhà có hai con nhỏ. Làm căn cước ở đâu?", 1),
        ("Làm căn cước ở đâu? Tôi ở Hòa Vang.", 1),
        ("Hết 35.000 đồng phải không", 1),
        ("Cảm ơn.", 1),
    ],
)
def test_each_question_of_a_message_is_told_with_its_story(message: str, count: int) -> None:
    assert len(questions_in(message)) == count


@given(st.text(max_size=80))
def test_any_message_has_a_question_and_none_of_its_words_is_lost(message: str) -> None:
    questions = questions_in(message)
    assert questions
    said = [one.folded for question in questions for one in tokens(question)]
    assert said == [one.folded for one in tokens(message)]
