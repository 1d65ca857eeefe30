"""Personal numbers: what is masked, what is not mistaken for one, and that nothing breaks it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigError, load_settings
from bot.privacy import CODE, EMAIL, NUMBER, hash_id, load_or_create_secret, mask


@pytest.mark.parametrize(
    "number",
    ["048099001234", "201234567", "0905123456", "+84905123456", "090 512 3456", "0905.123.456", "0905-123-456",
     "9704 1234 5678 9012 345", "٠٤٨٠٩٩٠٠١٢٣٤"],
)  # fmt: skip
def test_runs_of_nine_or_more_digits_are_masked_however_grouped(number: str) -> None:
    assert mask(f"số của tôi là {number} nhé") == f"số của tôi là {NUMBER} nhé"


@pytest.mark.parametrize(
    "text",
    ["lệ phí 115.000 đồng", "chuyển 1.234.567.890 đồng", "ngày 24/11/2026", "từ 2024 đến 2026", "gọi 1022 hay 113",
     "Nghị định 23/2025/NĐ-CP", "10tr, 50k", "tổ 27, kiệt 96"],
)  # fmt: skip
def test_fees_dates_and_short_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_an_email_address_is_masked() -> None:
    assert mask("viết cho ba.nam@example.com giúp") == f"viết cho {EMAIL} giúp"


@pytest.mark.parametrize("text", ["mã OTP là 123456", "otp 1234", "mật khẩu: 00112233"])
def test_a_code_after_its_name_is_masked(text: str) -> None:
    masked = mask(text)
    assert CODE in masked
    assert not any(char.isdigit() for char in masked)


@given(st.text())
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.text(), st.integers(min_value=10**8, max_value=10**18), st.text())
def test_no_long_number_survives_whatever_stands_around_it(before: str, number: int, after: str) -> None:
    assert str(number) not in mask(f"{before} {number} {after}")


def test_a_hash_says_nothing_of_the_id_and_keeps_parts_apart() -> None:
    assert hash_id(b"k", "user", 1001) == hash_id(b"k", "user", 1001)
    assert len({hash_id(b"k", "user", 1001), hash_id(b"l", "user", 1001), hash_id(b"k", "user1", "001")}) == 3
    assert "1001" not in hash_id(b"k", "user", 1001)


def test_the_key_is_made_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    key = load_or_create_secret(settings)
    assert load_or_create_secret(settings) == key
    (file,) = settings.data.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_given_is_not_written_down(tmp_path: Path) -> None:
    settings = load_settings({"HOIDAP_SECRET": "một khóa"}, tmp_path)
    assert load_or_create_secret(settings) == load_or_create_secret(settings)
    assert not settings.data.exists()


def test_a_broken_key_file_is_named(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    settings.data.mkdir()
    (settings.data / "secret.key").write_text("hỏng", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"secret\.key"):
        load_or_create_secret(settings)
