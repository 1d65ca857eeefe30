"""The hoidap command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[3]


def hoidap(*arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None, code: int = 0) -> tuple[str, str]:
    """What the command prints on standard output and standard error; its exit code must be the given one."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    done = subprocess.run(
        command, input=stdin, capture_output=True, env=os.environ | (env or {}), cwd=ROOT, check=False
    )
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout.decode(), done.stderr.decode()
