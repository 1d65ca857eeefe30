"""What keeps people's data from being kept: numbers masked in text, hashes instead of ids."""

from bot.privacy.keys import hash_id, load_or_create_secret
from bot.privacy.masking import CODE, EMAIL, NUMBER, PLATE, Masked, mask, masked

__all__ = ["CODE", "EMAIL", "NUMBER", "PLATE", "Masked", "hash_id", "load_or_create_secret", "mask", "masked"]
