"""Telephone numbers: official hotlines, and those of which nothing can be said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.content.model import Content
from intents.safety.desk import SafetyDesk
from intents.safety.numbers import HOTLINES

TODAY = date(2026, 11, 28)


def judged(desk: SafetyDesk, text: str) -> list[tuple[str, bool]]:
    return [(one.number, one.official) for one in desk.inspect(text).phones]


def test_every_hotline_of_the_directory_is_official(desk: SafetyDesk, served: Content) -> None:
    for entry in served.directories[HOTLINES]:
        for name in (entry.name, *entry.aliases):
            if name.replace(" ", "").isdigit():
                assert judged(desk, f"số {name} là số gì") == [(name, True)]


@pytest.mark.parametrize("written", ["0236.1022", "02361022", "1900.0368", "(0236) 383 1022", "0236-383-1022"])
def test_a_hotline_is_known_however_it_is_written(desk: SafetyDesk, written: str) -> None:
    assert judged(desk, f"gọi {written} được không") == [(written, True)]


@pytest.mark.parametrize(
    "number", ["0905123456", "0905 123 456", "090.512.3456", "+84905123456", "84 905 123 456", "024 3825 5555"]
)
def test_a_number_that_is_not_listed_is_unknown_and_never_called_a_fraud(desk: SafetyDesk, number: str) -> None:
    (verdict,) = desk.inspect(f"số {number} có phải công an không").phones
    assert (verdict.number, verdict.official) == (number, False)
    assert "lừa" not in verdict.reason


def test_a_number_from_abroad_is_said_to_be_one(desk: SafetyDesk) -> None:
    (verdict,) = desk.inspect("+870 773 123 456 gọi tôi").phones
    assert "nước ngoài" in verdict.reason


@pytest.mark.parametrize(
    "text",
    [
        "căn cước 048099001234 của tôi hết hạn",
        "phí 1.200.000đ hay 15000 đồng",
        "nộp 113 triệu",
        "ngày 12/11/2026 lúc 10:30",
        "hồ sơ H17.25-251128-0001",
        "nghị định 69/2024 điều 115",
        "https://a.vn/0905123456",
    ],
)
def test_other_numbers_are_left_alone(desk: SafetyDesk, text: str) -> None:
    assert judged(desk, text) == []


def test_a_persons_own_number_in_a_question_needs_no_verdict(desk: SafetyDesk) -> None:
    inspection = desk.inspect("tôi là Lan 0905123456 muốn làm căn cước")
    assert inspection.phones
    assert inspection.is_nothing


@pytest.mark.parametrize("text", ["0905 123 456", "số 0905 123 456 gọi xưng công an, thật không"])
def test_who_asks_of_a_number_is_told_what_officials_never_do_by_telephone(desk: SafetyDesk, text: str) -> None:
    (verdict,) = desk.verdicts(desk.inspect(text))
    assert verdict.checked[0].subject == "0905 123 456"
    assert any("không đòi mã OTP" in line for line in verdict.advice)


def test_a_number_in_a_fraudulent_message_is_judged_too(desk: SafetyDesk) -> None:
    (verdict,) = desk.verdicts(desk.inspect("Tuyển CTV online việc nhẹ lương cao, ib zalo 0912345678"))
    assert "0912345678" in [one.subject for one in verdict.checked]


@given(text=st.text(alphabet="0123456789 .-()+đkabtừ", max_size=120))
def test_any_text_is_read(desk: SafetyDesk, text: str) -> None:
    assert len(desk.inspect(text).phones) <= 5
