"""Personal numbers: what is masked, what is not mistaken for one, and that nothing breaks it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.privacy import CODE, EMAIL, NUMBER, PLATE, mask, masked

PERSONAL = {
    # căn cước and CMND
    "căn cước 048099001234": f"căn cước {NUMBER}",
    "cccd 048 099 001 234 het han": f"cccd {NUMBER} het han",
    "CCCD: 048.099.001.234": f"CCCD: {NUMBER}",
    "số 0480-9900-1234 nhé": f"số {NUMBER} nhé",
    "cmnd 201234567": f"cmnd {NUMBER}",
    "cmnd 201.234.567": f"cmnd {NUMBER}",
    "cmnd 201 234 567": f"cmnd {NUMBER}",
    "cmnd 201,234,567": f"cmnd {NUMBER}",
    "cccd 048,099,001,234": f"cccd {NUMBER}",
    "cccd 048/099/001/234": f"cccd {NUMBER}",
    "cmnd thiếu số 20123456": f"cmnd thiếu số {NUMBER}",
    "căn cước của mẹ là 04809900123": f"căn cước của mẹ là {NUMBER}",
    "hộ chiếu C1234567": f"hộ chiếu {NUMBER}",
    "hộ chiếu số 12345678": f"hộ chiếu số {NUMBER}",
    "thẻ bhyt DN4480123456789": f"thẻ bhyt DN{NUMBER}",
    "mst 0401234567": f"mst {NUMBER}",
    "0 4 8 0 9 9 0 0 1 2 3 4": NUMBER,
    "048099001234": NUMBER,
    "٠٤٨٠٩٩٠٠١٢٣٤": NUMBER,
    "０４８０９９００１２３４": NUMBER,
    "𝟎𝟒𝟖𝟎𝟗𝟗𝟎𝟎𝟏𝟐𝟑𝟒": NUMBER,
    "0480\u200b9900\u200d1234": NUMBER,
    "0\ufe0f\u20e34\ufe0f\u20e38\ufe0f\u20e30\ufe0f\u20e39\ufe0f\u20e39\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e33": NUMBER,
    "\u202e048099001234\u202c": NUMBER,
    # telephone
    "gọi 0905123456": f"gọi {NUMBER}",
    "gọi 0905 123 456": f"gọi {NUMBER}",
    "gọi 0905.123.456": f"gọi {NUMBER}",
    "gọi 0905-123-456": f"gọi {NUMBER}",
    "gọi 0905 - 123 - 456": f"gọi {NUMBER}",
    "gọi 0905_123_456": f"gọi {NUMBER}",
    "gọi 0905/123/456": f"gọi {NUMBER}",
    "gọi 0905,123,456": f"gọi {NUMBER}",
    "gọi (0905) 123 456": f"gọi {NUMBER}",
    "gọi +84905123456": f"gọi {NUMBER}",
    "gọi +84 905 123 456": f"gọi {NUMBER}",
    "gọi 84905123456": f"gọi {NUMBER}",
    "gọi 84.905.123.000": f"gọi {NUMBER}",
    "gọi (+84) 905.123.456": f"gọi ({NUMBER}",
    "máy bàn 0236 3834567": f"máy bàn {NUMBER}",
    "máy bàn (0236) 3.834.567": f"máy bàn {NUMBER}",
    "máy bàn 0236/3834567": f"máy bàn {NUMBER}",
    "zalo 3834567": f"zalo {NUMBER}",
    "sđt em 0905123456ạ": f"sđt em {NUMBER}ạ",
    "0905–123–456": NUMBER,
    "0905\u00a0123\u00a0456": NUMBER,
    "https://zalo.me/0905123456": f"https://zalo.me/{NUMBER}",
    "sinh 24/11/1990, 0905123456": f"sinh 24/11/1990, {NUMBER}",
    # cards and accounts
    "thẻ 4111 1111 1111 1111": f"thẻ {NUMBER}",
    "thẻ 4111111111111111": f"thẻ {NUMBER}",
    "thẻ 9704-1234-5678-9012-345": f"thẻ {NUMBER}",
    "thẻ 378282246310005": f"thẻ {NUMBER}",
    "stk 19031234567890 techcombank": f"stk {NUMBER} techcombank",
    "stk 0041000123456": f"stk {NUMBER}",
    "stk 19.038.520.348.462": f"stk {NUMBER}",
    "số tài khoản 12345678": f"số tài khoản {NUMBER}",
    "stk: 123 4567": f"stk: {NUMBER}",
    "stk 1900545436 acb": f"stk {NUMBER} acb",
    "chuyển vào 0123456789 giúp": f"chuyển vào {NUMBER} giúp",
    # e-mail
    "viết cho ba.nam@example.com giúp": f"viết cho {EMAIL} giúp",
    "lan_99+a@mail.example.vn.": f"{EMAIL}.",
    "lan @ gmail.com": EMAIL,
    "(tam@danang.gov.vn)": f"({EMAIL})",
    # one-time codes and passwords
    "mã OTP là 123456": f"mã OTP là {CODE}",
    "otp 1234": f"otp {CODE}",
    "OTP 123 456": f"OTP {CODE}",
    "ma otp cua em la 98 76 54": f"ma otp cua em la {CODE}",
    "mã OTP 6 số của tôi là 123456": f"mã OTP 6 số của tôi là {CODE}",
    "mã xác thực: 4321": f"mã xác thực: {CODE}",
    "ma xac nhan 00112233": f"ma xac nhan {CODE}",
    "mật khẩu: 00112233": f"mật khẩu: {CODE}",
    "mật khẩu là Danang@2026": f"mật khẩu là {CODE}",
    "mat khau cua em la abc12345": f"mat khau cua em la {CODE}",
    "123456 là mã OTP vừa gửi": f"{CODE} là mã OTP vừa gửi",
    "mã pin 2468": f"mã pin {CODE}",
    "cvv 123": f"cvv {CODE}",
    "mã OTP ngày 24/11/2026 là 123456": f"mã OTP ngày 24/11/2026 là {CODE}",
    # number plates
    "xe 43A-123.45 bị phạt": f"xe {PLATE} bị phạt",
    "xe 43A-12345": f"xe {PLATE}",
    "xe 43A 123.45": f"xe {PLATE}",
    "xe 43a12345": f"xe {PLATE}",
    "xe 43a-123.45": f"xe {PLATE}",
    "xe 92H1-012.34": f"xe {PLATE}",
    "xe 43-B1 123.45": f"xe {PLATE}",
    "xe 43MĐ1-123.45": f"xe {PLATE}",
    "xe 30E-9999": f"xe {PLATE}",
    "xe 43C1234": f"xe {PLATE}",
    "xe 43D112345": f"xe {PLATE}",
    "xe 43 A1 - 123.45": f"xe {PLATE}",
    "biển số 29 k1 9999": f"biển số {PLATE}",
    "bien so 43k 1234": f"bien so {PLATE}",
    # as they come in messages that are passed on
    "VNeID: Ma xac thuc OTP cua ban la 123456, hieu luc 5 phut": (
        f"VNeID: Ma xac thuc OTP cua ban la {CODE}, hieu luc 5 phut"
    ),
    "G-123456 là mã xác minh Google của bạn": f"G-{CODE} là mã xác minh Google của bạn",
    "thẻ 4111-1111-1111-1111 hết hạn 12/28 cvv 123": f"thẻ {NUMBER} hết hạn 12/28 cvv {CODE}",
    "cccd048099001234cap10/10/2021": f"cccd{NUMBER}cap10/10/2021",
    "048099001234/0905123456": f"{NUMBER}/{NUMBER}",
    "tg://user?id=123456789": f"tg://user?id={NUMBER}",
    "đt bàn 3.822.822": f"đt bàn {NUMBER}",
    "phí 115.000 0905123456": f"phí 115.000 {NUMBER}",
    "0084905123456": NUMBER,
    "+84 (0) 905 123 456": NUMBER,
}

HARMLESS = (
    # dossier and procedure codes
    "hồ sơ H17.12-260815-0001 tới đâu rồi",
    "hồ sơ 000.00.01.H17-250815-0012",
    "hồ sơ 000.00.01.h17 - 250815 - 0012",
    "hồ sơ G01.899.107.000-240101-0001",
    "hồ sơ H17.12.260815.0001",
    "hồ sơ 000.00.04.H17-2508150012",
    "thủ tục 1.004222",
    "thủ tục 1.004222.000.00.00.H17",
    # money
    "lệ phí 115.000 đồng",
    "lệ phí 2.530.000",
    "chuyển 1.234.567.890 đồng",
    "phạt 201.234.567đ",
    "thu 115000000 đồng",
    "100 000 000 đồng",
    "từ 115.000-230.000",
    "10.000.000 - 20.000.000",
    "50,000 VND",
    "VND 123.456.789",
    "số tiền: 123.456.789",
    "phạt từ 4.000.000 đến 6.000.000 đồng",
    "10tr, 50k, 1.500.000đ",
    "tài khoản còn 150.000 đồng",
    "phí căn cước 50.000-75.000 đồng",
    # dates and times
    "ngày 24/11/2026",
    "ngày 24.11.2026 lúc 09.30",
    "01.01.2026-30.06.2026",
    "2026-11-24 09:30:00",
    "từ 2024 đến 2026",
    "2024 2025 2026",
    "2024-2025-2026",
    "các năm 2024,2025,2026",
    "cccd từ 01/07/2024",
    "OTP 24/7",
    # hotlines
    "gọi 1022 hay 113",
    "113 114 115",
    "gọi 0236 1022",
    "gọi 0236 383 1022",
    "tổng đài 18001096",
    "tổng đài 1800 1096",
    "tổng đài 1900.0368",
    "tổng đài 1900 545 436",
    "tổng đài 1900.561.561, 0236.1022",
    "18008098 nhánh 2",
    "mất mã OTP thì gọi 1022",
    "mật khẩu VNeID gọi 1900 0368",
    "cccd gọi 1900.0368",
    # papers, addresses, the rest
    "Nghị định 23/2025/NĐ-CP",
    "Thông tư 59/2021/TT-BCA, Luật 26/2023/QH15",
    "Quyết định 1234/QĐ-UBND",
    "tổ 27, kiệt 96, K12/34 Lê Duẩn",
    "mật khẩu là gì",
    "mã OTP có mấy số",
    "mức 2, lớp 12A, nhà 43A",
    "mở cửa 7h30-11h30, 13h30-17h00",
    "123/45/6 Nguyễn Văn Linh, 16.0544, 108.2022",
    "iOS 17.4.1, tổ 45 phường 12, QL1A km 921+500",
    "Số 1234/SKHCN-CĐS ngày 20/11/2025, ISO 9001:2015",
    "nhà 30 mét, xe 7 chỗ, 24h 365 ngày",
    "pin 5000 mAh",
    "@HoiDapSoBot căn cước",
    "https://vnexpress.net/bai-bao-20260130204822479.html",
    "50k 10000",
    "",
    "chữ ký số là gì",
)

Digits = st.text("0123456789", min_size=9, max_size=19)
GAPS = ("", " ", ".", "-", " - ", "\u00a0", "\u200b", "–", "_")


@pytest.mark.parametrize(("text", "expected"), PERSONAL.items())
def test_what_is_personal_is_masked(text: str, expected: str) -> None:
    assert masked(text).text == expected
    assert masked(text).found


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_nobodys_stays(text: str) -> None:
    assert mask(text) == text
    assert not masked(text).found


@given(st.text())
def test_masking_is_total_and_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    assert once.encode().decode() == once


@given(st.text("0123456789 .-/@aHđOTPotpk:\u200b\u0301", max_size=60))
def test_masking_twice_changes_nothing_more_in_what_looks_like_numbers(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.text(), Digits, st.text())
def test_no_long_number_survives_whatever_stands_around_it(before: str, number: str, after: str) -> None:
    assume(not re.match(r"(?i)\s?(?:đồng|dong|vnd|vnđ|usd)(?!\w)", after))
    number = "9" + number[1:]
    assert number not in mask(f"{before} {number} {after}")


@given(
    st.sampled_from(GAPS), st.sampled_from([(4, 3, 3), (3, 3, 4), (4, 6), (2, 2, 2, 2, 2)]), st.integers(0, 10**8 - 1)
)
def test_no_mobile_number_survives_however_it_is_grouped(gap: str, groups: tuple[int, ...], rest: int) -> None:
    number, at, parts = f"09{rest:08}", 0, []
    for length in groups:
        parts.append(number[at : at + length])
        at += length
    kept = mask(f"gọi {gap.join(parts)} giúp em")
    assert not any(char.isdigit() for char in kept)


@given(st.integers(1, 96), st.integers(0, 10**9 - 1), st.sampled_from(GAPS))
def test_no_identity_card_survives_in_threes(province: int, rest: int, gap: str) -> None:
    number = f"{province:03}{rest:09}"
    kept = mask("số " + gap.join(number[at : at + 3] for at in range(0, 12, 3)))
    assert not any(char.isdigit() for char in kept)


def test_what_is_kept_has_no_direction_marks_no_towers_of_marks_and_can_be_encoded() -> None:
    kept = mask("a\u202eb\u200bc\ud800" + "ệ" + "\u0301" * 3000)
    assert kept.startswith("abc\ufffdệ")
    assert len(kept) < 12
    assert unicodedata.is_normalized("NFC", kept)
