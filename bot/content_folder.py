"""Which content folder is served: the one that is named, the checkout's, or a copy made once from the package."""

from __future__ import annotations

import filecmp
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.config import ConfigError, Settings

_PACKAGE = Path(__file__).parent
PACKAGED = _PACKAGE / "packaged" / "content"
"""Where the wheel carries the content; not there in a checkout."""


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """The folder that holds `vi/`."""

    path: Path
    differing: tuple[Path, ...] = ()
    """Files, relative to the folder, that differ from the ones this version was packaged with, or are not in it: an
    upgrade never overwrites what was edited."""


def resolve_content(settings: Settings) -> ContentFolder:
    """The content folder of these settings. Raises `ConfigError` when there is none."""
    if settings.content is not None:
        return ContentFolder(_with_articles(settings.content, "HOIDAP_CONTENT"))
    checkout = _PACKAGE.parent / "content"
    if (checkout / "vi").is_dir():
        return ContentFolder(checkout)
    if not (PACKAGED / "vi").is_dir():
        raise ConfigError("Không tìm thấy nội dung. Hãy đặt HOIDAP_CONTENT là thư mục có chứa thư mục con vi.")
    copy = settings.data / "content"
    if not copy.exists():
        _copy_once(copy)
    return ContentFolder(_with_articles(copy, "HOIDAP_DATA"), _differing(PACKAGED, copy))


def _with_articles(folder: Path, setting: str) -> Path:
    if not (folder / "vi").is_dir():
        raise ConfigError(f"{setting}: {folder} không có thư mục con vi. Hãy chỉ tới thư mục có chứa thư mục con vi.")
    return folder


def _copy_once(copy: Path) -> None:
    """Whole or not at all: a copy broken off half way would be taken for an edited one."""
    half = copy.with_name(f"{copy.name}.tmp")
    try:
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(PACKAGED, half)
        half.rename(copy)
    except OSError as error:
        raise ConfigError(
            f"{copy}: không chép được nội dung vào thư mục dữ liệu ({error.strerror}). "
            "Hãy kiểm tra quyền ghi và chỗ trống."
        ) from error


def _differing(packaged: Path, ours: Path) -> tuple[Path, ...]:
    files = (path.relative_to(packaged) for path in sorted(packaged.rglob("*")) if path.is_file())
    return tuple(
        name
        for name in files
        if not (ours / name).is_file() or not filecmp.cmp(packaged / name, ours / name, shallow=False)
    )
