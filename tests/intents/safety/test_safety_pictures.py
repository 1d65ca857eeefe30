"""Codes in pictures: read however they are photographed, and what is told of them."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from intents.content.model import Content
from intents.safety.codes import code_verdict
from intents.safety.desk import SafetyDesk
from intents.safety.payment_codes import checksum, read_payment
from intents.safety.pictures import NO_CODES, Codes, codes_in
from tests.intents.safety.drawing import WAYS, drawn, on_a_table, payment_code, saved, side_by_side, turned

TEXTS = {
    "a payment": payment_code(),
    "a link": "https://vneid-bocongan.com/dang-nhap",
    "an official link": "https://dichvucong.gov.vn/p/home",
}
PAYMENT = TEXTS["a payment"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", TEXTS)
def test_a_code_is_read_however_it_is_photographed(what: str, way: str) -> None:
    assert codes_in(saved(WAYS[way](drawn(TEXTS[what])))) == Codes((TEXTS[what],))


def test_two_codes_in_one_picture_are_both_read() -> None:
    both = side_by_side(drawn(PAYMENT), drawn(TEXTS["a link"]))
    assert set(codes_in(saved(both)).texts) == {PAYMENT, TEXTS["a link"]}


@pytest.mark.parametrize("angle", range(5, 360, 25))
def test_a_code_is_read_at_any_angle(angle: int) -> None:
    assert codes_in(saved(turned(drawn(PAYMENT), angle))) == Codes((PAYMENT,))


def test_a_small_code_in_a_picture_of_twelve_megapixels_is_read() -> None:
    picture = on_a_table(drawn(PAYMENT, scale=3), size=(4032, 3024), at=(2500, 1800))
    assert codes_in(saved(picture)) == Codes((PAYMENT,))


def test_a_code_stuck_over_another_is_read_and_the_covered_one_is_noticed() -> None:
    covered = drawn(PAYMENT, scale=8)
    covered.paste(drawn(TEXTS["a link"], scale=3), (130, 130))
    assert codes_in(saved(covered)) == Codes((TEXTS["a link"],), unread=True)


def test_a_torn_code_is_noticed_though_it_cannot_be_read() -> None:
    torn = drawn(PAYMENT)
    torn.paste("white", (120, 120, 260, 260))
    assert codes_in(saved(torn)) == Codes((), unread=True)


def test_a_moving_picture_is_read_by_its_first_frame() -> None:
    out = io.BytesIO()
    drawn(PAYMENT).save(out, "GIF", save_all=True, append_images=[Image.new("RGB", (342, 342))] * 3)
    assert codes_in(out.getvalue()) == Codes((PAYMENT,))


@pytest.mark.parametrize("kind", ["TIFF", "EPS", "PDF", "PPM", "ICO"])
def test_what_no_telephone_makes_is_not_opened(kind: str) -> None:
    assert codes_in(saved(drawn(PAYMENT), kind)) == NO_CODES


def test_a_picture_without_a_code_gives_none() -> None:
    assert codes_in(saved(Image.effect_noise((600, 400), 60))) == NO_CODES


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"\xff\xd8\xff", b"%PDF-1.4", bytes(5000)])
def test_what_is_no_picture_gives_none(raw: bytes) -> None:
    assert codes_in(raw) == NO_CODES


def test_a_cut_picture_gives_none_or_its_code() -> None:
    whole = saved(drawn(PAYMENT), "PNG")
    for end in range(0, len(whole), len(whole) // 20):
        assert codes_in(whole[:end]) in (NO_CODES, Codes((PAYMENT,)))


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    assert codes_in(out.getvalue()) == NO_CODES


def test_a_payment_is_read_with_its_bank_its_amount_its_note_and_its_account_hidden() -> None:
    payment = read_payment(PAYMENT)
    assert payment is not None
    assert (payment.bank, payment.amount, payment.note, payment.sound) == ("970436", "50000", "ca phe", True)
    assert payment.account == "••••••6789"


def test_the_checksum_is_that_of_the_standard() -> None:
    assert checksum("123456789") == "29B1"


def test_an_altered_payment_is_not_sound() -> None:
    payment = read_payment(PAYMENT.replace("0123456789", "0123456780"))
    assert payment is not None
    assert not payment.sound


@given(text=st.text(max_size=200), end=st.integers(0, 200))
def test_any_text_is_read_as_a_payment_or_as_none(text: str, end: int) -> None:
    for code in (text, "000201" + text, PAYMENT[:end] + text):
        payment = read_payment(code)
        assert payment is None or code.startswith("000201")


def told(desk: SafetyDesk, served: Content, *codes: str) -> str:
    assert served.codes is not None
    verdict = code_verdict(Codes(codes), served.codes, desk)
    return "\n".join([verdict.said, *(f"{one.subject}: {one.text}" for one in verdict.checked), *verdict.advice])


def test_a_payment_is_told_by_bank_and_amount_and_to_compare_the_name(desk: SafetyDesk, served: Content) -> None:
    words = told(desk, served, PAYMENT)
    assert "Vietcombank" in words
    assert "50.000 đồng" in words
    assert "so tên người nhận" in words
    assert "0123456789" not in words


def test_an_altered_payment_is_advised_against(desk: SafetyDesk, served: Content) -> None:
    words = told(desk, served, PAYMENT[:-1] + ("0" if PAYMENT[-1] != "0" else "1"))
    assert "không khớp" in words
    assert "Đừng chuyển tiền" in words


def test_a_web_code_gets_the_verdict_on_its_link(desk: SafetyDesk, served: Content) -> None:
    assert "vneid-bocongan.com: Có dấu hiệu nhái" in told(desk, served, TEXTS["a link"])


def test_several_codes_are_warned_of(desk: SafetyDesk, served: Content) -> None:
    assert "tem dán đè" in told(desk, served, PAYMENT, TEXTS["a link"])


def test_a_code_that_covers_another_is_warned_of(desk: SafetyDesk, served: Content) -> None:
    assert served.codes is not None
    verdict = code_verdict(Codes((TEXTS["a link"],), unread=True), served.codes, desk)
    assert "tem dán đè lên mã thật" in verdict.said


def test_a_code_that_was_seen_but_not_read_is_told_from_none(desk: SafetyDesk, served: Content) -> None:
    assert served.codes is not None
    assert "mờ, bị rách" in code_verdict(Codes(unread=True), served.codes, desk).said


def test_that_no_code_could_be_read_is_said(desk: SafetyDesk, served: Content) -> None:
    assert "không đọc được mã QR nào" in told(desk, served)


@given(text=st.text(max_size=120))
def test_whatever_a_code_says_is_told(desk: SafetyDesk, served: Content, text: str) -> None:
    assert told(desk, served, text)
