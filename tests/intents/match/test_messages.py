"""What stands before the question is set aside: forwarding marks, and who asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.messages import without_header


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
