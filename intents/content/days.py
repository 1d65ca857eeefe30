"""Days as staff write them."""

from __future__ import annotations

from datetime import date, datetime

EXAMPLE = "Hãy viết năm-tháng-ngày, ví dụ 2026-11-24"
"""How a day is written, to end a message."""


def parse_day(text: str) -> date | None:
    """A day written as 2026-11-24 or 24/11/2026, or None."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None
