"""What processes that we start are given."""

from __future__ import annotations

import os


def environment_without_settings() -> dict[str, str]:
    """Our environment without the settings, among them the token and the key: no child needs them, and one of them
    decodes whatever pictures people send."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HOIDAP_")}
