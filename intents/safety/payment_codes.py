"""Payment codes of VietQR: EMVCo's merchant-presented format (tag, length, value) with NAPAS's account in tag 38."""

from __future__ import annotations

from dataclasses import dataclass

NAPAS = "A000000727"
_START = "000201"
_POLYNOMIAL = 0x1021


@dataclass(frozen=True, slots=True)
class Payment:
    """What such a code says."""

    bank: str
    """Six digits; empty where the code names none."""
    account: str
    """All but the last digits hidden."""
    amount: str
    """Digits as in the code, empty when the payer fills it in."""
    note: str
    name: str
    """Of the merchant, as whoever made the code wrote it."""
    sound: bool
    """Whether its checksum is right."""


def read_payment(text: str) -> Payment | None:
    """The payment code in a text; None when it is none. A cut or altered one is read as far as it goes, not sound."""
    if not text.startswith(_START):
        return None
    fields = _fields(text)
    account = _fields(_fields(fields.get("38", "")).get("01", ""))
    return Payment(
        bank=account.get("00", ""),
        account=hidden(account.get("01", "")),
        amount=fields.get("54", ""),
        note=_fields(fields.get("62", "")).get("08", ""),
        name=fields.get("59", ""),
        sound=_is_sound(text),
    )


def hidden(account: str) -> str:
    """The account with all but its last four signs hidden; wholly hidden when it is short."""
    return "•" * (len(account) - 4) + account[-4:] if len(account) > 6 else "•" * len(account)


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE of the text up to and with `6304`, as four upper-case hexadecimal digits."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ _POLYNOMIAL if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def _is_sound(text: str) -> bool:
    text = text.strip()
    return len(text) > 8 and text[-8:-4] == "6304" and text[-4:].upper() == checksum(text[:-4])


def _fields(text: str) -> dict[str, str]:
    """Tag and value of each field, the first of a tag; stops where the text is no longer well formed."""
    found: dict[str, str] = {}
    at = 0
    while at + 4 <= len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not (tag.isascii() and tag.isdigit() and length.isascii() and length.isdigit()):
            break
        end = at + 4 + int(length)
        if end > len(text):
            break
        found.setdefault(tag, text[at + 4 : end])
        at = end
    return found
