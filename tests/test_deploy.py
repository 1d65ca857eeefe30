"""The service files name only what is there."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.config import Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
UNIT = (DEPLOY / "hoidap.service").read_text(encoding="utf-8")


def test_what_the_image_copies_is_in_the_repository_and_let_through() -> None:
    copied = {name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M) for name in line.split()}
    let_through = set(re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.M))
    assert copied == let_through
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_leaves_developers_tools_behind() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    tools = {re.split("[>=<]", one)[0] for one in groups["dev"]}
    assert tools <= set(DOCKERFILE.split())


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_every_variable_named_is_a_setting(path: Path) -> None:
    named = {name.lower() for name in re.findall(r"HOIDAP_([A-Z_]+)", path.read_text(encoding="utf-8"))}
    assert named <= Settings.model_fields.keys()


def test_neither_runs_as_root_nor_holds_a_secret() -> None:
    assert re.search(r"^USER (?!0)\d+", DOCKERFILE, re.M)
    assert "DynamicUser=yes" in UNIT
    assert not re.search(r"(TOKEN|SECRET)=", DOCKERFILE + UNIT)


def test_publishing_opens_the_content_folder_and_nothing_else() -> None:
    opened = (DEPLOY / "publishing.conf").read_text(encoding="utf-8")
    given = dict(line.split("=", 1) for line in opened.splitlines() if re.match(r"\w+=", line))
    assert given == {
        "DynamicUser": "no",
        "User": "hoidap",
        "Group": "hoidap",
        "ReadWritePaths": "/srv/hoidap/content",
    }
    assert f"HOIDAP_CONTENT={given['ReadWritePaths']}" in UNIT


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_takes_the_unit_and_finds_little_exposed(tmp_path: Path) -> None:
    unit = tmp_path / "hoidap.service"
    unit.write_text(UNIT.replace("/opt/hoidap/.venv/bin/hoidap", "/bin/true"), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert str(unit) not in verified.stderr
    dropped_in = tmp_path / "hoidap.service.d" / "publishing.conf"
    dropped_in.parent.mkdir()
    shutil.copy(DEPLOY / "publishing.conf", dropped_in)
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert str(tmp_path) not in verified.stderr
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit], capture_output=True, check=False
    )
    assert rated.returncode == 0
