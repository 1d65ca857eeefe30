"""Where the content folder is a git checkout, what is published is committed as well: that file alone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

SECONDS = 20.0
"""How long git, with its hooks, may take."""
ADDRESS = "hoidap@localhost"
"""Git wants an address of author and committer; nobody's own is used."""


def committed(path: Path, role: str, message: str) -> str | None:
    """Commits one file, changed, new or removed, with the role as author; everything else that is staged stays so.
    None when that was done or the folder is no checkout; else why it could not be, in a line for staff."""
    folder = path.parent
    if shutil.which("git") is None or not _within_checkout(folder):
        return None
    try:
        known = _git(folder, "ls-files", "--error-unmatch", "--", path.name).returncode == 0
        if not known:
            if not path.exists() or _git(folder, "check-ignore", "--quiet", "--", path.name).returncode == 0:
                return None
            added = _git(folder, "add", "--intent-to-add", "--", path.name)
            if added.returncode != 0:
                return _reason(added)
        author = f"{_name(role)} <{ADDRESS}>"
        done = _git(
            folder, "commit", "--quiet", f"--author={author}", f"--message={message}", "--only", "--", path.name
        )
    except subprocess.TimeoutExpired:
        return f"git không xong trong {SECONDS:.0f} giây"
    except OSError as error:
        return f"không chạy được git ({error.strerror})"
    return None if done.returncode == 0 or _nothing_to_commit(folder, path) else _reason(done)


def _within_checkout(folder: Path) -> bool:
    return any((parent / ".git").exists() for parent in (folder.resolve(), *folder.resolve().parents))


def _nothing_to_commit(folder: Path, path: Path) -> bool:
    """Whether the file is committed already: the process died after git and before it could note so."""
    try:
        return _git(folder, "diff", "--quiet", "HEAD", "--", path.name).returncode == 0
    except (subprocess.TimeoutExpired, OSError):
        return False


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "HOIDAP_"))}
    identity = ("-c", "user.name=Hoi Dap So", "-c", f"user.email={ADDRESS}", "-c", "commit.gpgsign=false")
    process = subprocess.Popen(  # noqa: S603 - our own words, the file's name behind --
        ["git", *identity, *arguments],  # noqa: S607 - whichever git the machine has
        cwd=folder,
        env=kept | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        said, complained = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)  # a hook may hold our pipe; git takes its lock away
        process.communicate()
        raise
    return subprocess.CompletedProcess(arguments, process.returncode, said, complained)


def _name(role: str) -> str:
    """The role as git takes a name: no brackets, no line breaks."""
    return " ".join(re.sub(r"[<>\x00-\x1f]", " ", role).split()) or "Cán bộ"


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    said = next((line for line in (done.stderr + done.stdout).splitlines() if line.strip()), "")
    return f"git báo: {said.strip()[:200]}" if said else f"git dừng với mã {done.returncode}"
