"""Question files: what the matcher is measured with."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

HEADER = ("question", "accept", "style")
OUT_OF_SCOPE = "-"


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and the articles that may answer it."""

    text: str
    accept: tuple[str, ...]
    """Ids, best first; empty when the question is out of scope."""
    style: str


class QuestionFileError(ValueError):
    """A question file that cannot be read; the message names file and line, in Vietnamese."""


def read_questions(path: Path) -> list[LabelledQuestion]:
    """The questions of a TSV file (no quoting, header `question accept style`). Raises `QuestionFileError`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionFileError(f"{path}: không đọc được tệp câu hỏi ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path}: tệp không phải UTF-8; hãy lưu lại bằng UTF-8.") from error
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(next(rows, ())) != HEADER:
        raise QuestionFileError(f"{path}:1: dòng đầu phải là {' '.join(HEADER)}, cách nhau bằng dấu tab.")
    questions = []
    for line, row in enumerate(rows, start=2):
        if len(row) != len(HEADER):
            raise QuestionFileError(f"{path}:{line}: cần đúng {len(HEADER)} cột, thấy {len(row)}.")
        accept = () if row[1] == OUT_OF_SCOPE else tuple(one.strip() for one in row[1].split(","))
        questions.append(LabelledQuestion(row[0], accept, row[2]))
    return questions
