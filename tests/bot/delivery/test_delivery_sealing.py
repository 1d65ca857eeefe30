"""The seal: what waits can be read by the holder of the token only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.sealing import BrokenSealError, Seal


@given(st.binary(max_size=500), st.integers(0, 2**53))
def test_what_was_sealed_is_opened_again(payload: bytes, update_id: int) -> None:
    seal = Seal("1:a")
    assert Seal("1:a").open(update_id, seal.close(update_id, payload)) == payload


def test_nothing_of_it_can_be_read_and_no_two_look_alike() -> None:
    seal = Seal("1:a")
    one, two = seal.close(7, b"mat can cuoc"), seal.close(7, b"mat can cuoc")
    assert b"can cuoc" not in one
    assert one != two


@pytest.mark.parametrize(
    ("token", "update_id", "spoil"), [("1:b", 7, 0), ("1:a", 8, 0), ("1:a", 7, 1)], ids=["key", "update", "bit"]
)
def test_another_token_another_update_or_a_changed_bit_break_it(token: str, update_id: int, spoil: int) -> None:
    sealed = bytearray(Seal("1:a").close(7, b"x"))
    sealed[-1] ^= spoil
    with pytest.raises(BrokenSealError):
        Seal(token).open(update_id, bytes(sealed))


def test_a_row_that_is_no_seal_at_all_is_broken_too() -> None:
    with pytest.raises(BrokenSealError):
        Seal("1:a").open(7, b"")
