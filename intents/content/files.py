"""Which files of the content folder are content, and where each belongs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from intents.content.findings import nearest
from intents.content.model import TOPICS

LANGUAGE = "vi"
FACTS, LEXICON, DIRECTORIES = "facts.toml", "lexicon.toml", "danh-ba"
SUGGESTIONS, OUT_OF_SCOPE = "goi-y.txt", "ngoai-pham-vi.txt"
"""Lists of one question a line: what a newcomer is offered to tap, and what is asked but not ours."""
SAFETY = "an-toan"
LINK_RULES, MESSAGE_RULES, NUMBER_RULES = "lien-ket.toml", "dau-hieu.toml", "so-dien-thoai.toml"
CODE_RULES = "ma-qr.toml"
FRAUDS, ROBBED, ORDINARY = "tin-lua-dao.txt", "nguoi-bi-lua.txt", "tin-thuong.txt"
EXAMPLES = (FRAUDS, ROBBED, ORDINARY)
"""Example messages, one a line: fraudulent ones, those of people just robbed, and all others."""
SAFETY_FILES = (LINK_RULES, MESSAGE_RULES, NUMBER_RULES, CODE_RULES, *EXAMPLES)
"""The folder of what the safety checks go by, and its files."""
OFFICE_HOURS = "gio-lam-viec.toml"
"""When staff answer what is handed over to them."""
SUFFIXES = frozenset({".md", ".toml", ".csv", ".txt"})
FOLDERS = (*TOPICS, DIRECTORIES, SAFETY)
IGNORED = frozenset({"readme.md", "readme.txt"})


def content_files(root: Path) -> Iterator[Path]:
    """The files that are content or look like it, sorted; not README files, nor what editors leave behind."""
    folder = root / LANGUAGE
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
        looks_it = path.suffix.lower() in SUFFIXES and path.name.lower() not in IGNORED
        if looks_it and not hidden and path.is_file() and not _is_note(path, folder):
            yield path


def unknown_folders(root: Path) -> Iterator[tuple[Path, str]]:
    """The folders that hold nothing we know, each with what to say about it."""
    for path in sorted((root / LANGUAGE).iterdir()):
        if path.is_dir() and not path.name.startswith(".") and path.name not in FOLDERS:
            yield path, f"không có chủ đề nào tên “{path.name}”.{nearest(path.name, FOLDERS)}"


def misplaced(path: Path, root: Path) -> str | None:
    """What to say about a content file that stands where, or is named as, none can be; None when it is right or when
    its folder is unknown anyway."""
    *folders, name = path.relative_to(root / LANGUAGE).parts
    suffix = path.suffix
    if not folders:
        return None if name in (FACTS, LEXICON, SUGGESTIONS, OUT_OF_SCOPE, OFFICE_HOURS) else _in_no_folder(path)
    if folders[0] not in FOLDERS:
        return None
    if len(folders) > 1:
        return f"tệp nằm trong thư mục con “{folders[1]}”. Hãy chuyển ra thư mục {folders[0]}."
    if folders[0] == SAFETY:
        return None if name in SAFETY_FILES else f"không dùng tệp nào tên “{name}”.{nearest(name, SAFETY_FILES)}"
    wanted = ".csv" if folders[0] == DIRECTORIES else ".md"
    if suffix == wanted:
        return None
    if suffix == ".txt" and Path(path.stem).suffix == wanted:
        return f"tên tệp thừa đuôi .txt. Hãy đổi tên thành {path.stem}."
    return f"thư mục {folders[0]} chỉ nhận tệp {wanted}. Hãy đổi đuôi tên tệp hoặc chuyển tệp đi chỗ khác."


def shown(path: Path) -> Path:
    """The path as it is shown to whoever edits: relative to where they work when it lies below, and printable."""
    full, here = path.absolute(), Path.cwd()
    relative = full.relative_to(here) if full.is_relative_to(here) else path
    return Path(os.fsencode(relative).decode("utf-8", errors="replace"))


def _is_note(path: Path, folder: Path) -> bool:
    """Whether a text directly in the folder is no content: a note of the staff, not an article put there by mistake."""
    if path.parent != folder or path.suffix.lower() not in (".md", ".txt"):
        return False
    if path.name in (SUGGESTIONS, OUT_OF_SCOPE):
        return False
    with path.open("rb") as file:
        return not file.read(16).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"---")


def _in_no_folder(path: Path) -> str:
    if path.suffix.lower() == ".csv":
        return f"danh bạ phải nằm trong thư mục {DIRECTORIES}. Hãy chuyển tệp vào đó."
    if path.suffix.lower() == ".toml":
        return f"không dùng tệp nào tên “{path.name}”.{nearest(path.name, (FACTS, LEXICON, OFFICE_HOURS))}"
    return f"bài viết phải nằm trong thư mục của chủ đề. Hãy chuyển tệp vào một trong: {', '.join(TOPICS)}."
