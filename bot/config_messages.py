"""What was wrong with a setting's value, said in Vietnamese without repeating the value."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.config_sources import Origin

_KINDS = {
    "float_parsing": "phải là một số, ví dụ 0.25",
    "float_type": "phải là một số, ví dụ 0.25",
    "int_parsing": "phải là một số nguyên",
    "int_type": "phải là một số nguyên",
    "int_from_float": "phải là một số nguyên",
    "bool_parsing": "phải là true hoặc false",
    "bool_type": "phải là true hoặc false",
    "string_type": 'phải là chữ, nằm trong ngoặc kép "…"',
    "path_type": 'phải là đường dẫn, nằm trong ngoặc kép "…"',
    "model_attributes_type": "phải là một mục có tên trong ngoặc vuông, ví dụ [matcher]",
    "model_type": "phải là một mục có tên trong ngoặc vuông, ví dụ [matcher]",
}


def explain(error: ValidationError, origins: Mapping[str, Origin]) -> str:
    """Every malformed setting on a line of its own: where it stands, its name, what it must be."""
    return "\n".join(_one(detail, origins) for detail in error.errors(include_input=False, include_url=False))


def _one(detail: ErrorDetails, origins: Mapping[str, Origin]) -> str:
    name = ".".join(str(part) for part in detail["loc"] if isinstance(part, str))
    while name and name not in origins and "." in name:
        name = name.rpartition(".")[0]
    origin = origins.get(name)
    subject = f"{origin.place}: {name}" if origin else name
    return f"{subject} {_what(detail)}.".strip()


def _what(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return f"phải là một trong: {context['expected'].replace(' or ', ' hoặc ')}"
        case "greater_than_equal":
            return f"phải từ {context['ge']} trở lên"
        case "less_than_equal":
            return f"phải nhỏ hơn hoặc bằng {context['le']}"
        case kind:
            return _KINDS.get(kind, "không đúng dạng; hãy xem dòng giải thích trong config.toml")
