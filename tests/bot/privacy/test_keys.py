"""The hashes that stand for people, and their key."""

from pathlib import Path

import pytest

from bot.config import ConfigError, load_settings
from bot.privacy import hash_id, load_or_create_secret


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
