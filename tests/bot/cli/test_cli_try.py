"""hoidap try, where it cannot do its work; what it does when it can is seen in tests/pages/."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.bot.cli.running import hoidap


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        out, err = hoidap("try", "--port", port, code=2)
    assert out == ""
    assert f"--port {port}" in err


def test_broken_content_ends_it_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "vi/chu-ky-so").mkdir(parents=True)
    (tmp_path / "vi/chu-ky-so/hong.md").write_text("không có gì", encoding="utf-8")
    out, err = hoidap("try", "--port", "0", env={"HOIDAP_CONTENT": str(tmp_path)}, code=2)
    assert out == ""
    assert "hong.md:1" in err
