"""Where settings are read from: config.toml with its lines, the environment, .env; names checked, values not yet."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import BaseModel
from rapidfuzz import fuzz, process

PREFIX = "HOIDAP_"
NESTED = "__"
_NOT_SETTINGS = frozenset({"HOIDAP_CONFIG"})
_TOML_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)| \(at end of document\)")


class ConfigError(ValueError):
    """A setting that cannot be used; the message, in Vietnamese, says which, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read, as it is named to a person."""

    place: str
    """For instance `config.toml:12` or `biến HOIDAP_LISTEN`."""


Values = dict[str, Any]
Origins = dict[str, Origin]
"""By dotted name, for instance `matcher.min_score`."""


def read_file(path: Path | None, model: type[BaseModel], secrets: Iterable[str]) -> tuple[Values, Origins]:
    """The values of a TOML file and their lines. Raises `ConfigError` for a file that cannot be read, broken TOML, an
    unknown setting or a secret in it."""
    if path is None:
        return {}, {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: không đọc được tệp cấu hình ({error.strerror}).") from error
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: tệp không phải UTF-8. Hãy lưu lại bằng mã UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_broken(path, text, error)) from None
    origins: Origins = {}
    for name in _names(values):
        origins[name] = Origin(f"{path}:{_line(text, name)}")
        if name in secrets:
            raise ConfigError(
                f"{origins[name].place}: {name} là bí mật, không được ghi trong tệp này. Hãy xóa dòng đó, rồi đặt biến "
                f"{_variable(name)} hoặc ghi vào tệp .env."
            )
    places = {name: origin.place for name, origin in origins.items() if name not in _sections(model)}
    _refuse_unknown(places, _known(model) - set(secrets))
    return values, origins


def read_environment(environ: Mapping[str, str], dotenv: Path, model: type[BaseModel]) -> tuple[Values, Origins]:
    """The values of `HOIDAP_*` variables, those of .env behind them; other keys of .env are none of our business.
    Raises `ConfigError` for an unknown one."""
    values: Values = {}
    origins: Origins = {}
    from_file = {name: value for name, value in dotenv_values(dotenv).items() if value is not None}
    for source, place in ((from_file, f"{dotenv}: "), (environ, "biến ")):
        ours = {name: source[name] for name in source if name.startswith(PREFIX) and name not in _NOT_SETTINGS}
        named = {_dotted(variable): variable for variable in ours}
        _refuse_unknown({name: place + variable for name, variable in named.items()}, _known(model), _variable)
        for name, variable in named.items():
            origins[name] = Origin(place + variable)
            section, _, key = name.rpartition(".")
            (values.setdefault(section, {}) if section else values)[key] = ours[variable]
    return values, origins


def _known(model: type[BaseModel]) -> set[str]:
    """Every setting's dotted name."""
    names: set[str] = set()
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names |= {f"{name}.{key}" for key in kind.model_fields}
        else:
            names.add(name)
    return names


def _sections(model: type[BaseModel]) -> set[str]:
    return {name.partition(".")[0] for name in _known(model) if "." in name}


def _names(values: Mapping[str, Any], prefix: str = "") -> list[str]:
    names = []
    for key, value in values.items():
        names += _names(value, f"{prefix}{key}.") if isinstance(value, dict) and value else [prefix + key]
    return names


def _refuse_unknown(places: Mapping[str, str], known: set[str], show: Callable[[str], str] = str) -> None:
    for name, place in places.items():
        if name in known:
            continue
        near = process.extractOne(name, sorted(known), scorer=fuzz.ratio)
        hint = f" Có phải bạn muốn ghi {show(near[0])}?" if near else ""
        raise ConfigError(f"{place}: không có thiết lập nào tên là {show(name)}.{hint}")


def _dotted(variable: str) -> str:
    return variable.removeprefix(PREFIX).lower().replace(NESTED, ".")


def _variable(name: str) -> str:
    return PREFIX + name.upper().replace(".", NESTED)


def _line(text: str, name: str) -> int:
    """The line on which a setting of a TOML text stands; the first when it cannot be told."""
    section, _, key = name.rpartition(".")
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\s*([\w.\-]+)\s*\]", line)
        if header:
            current = header[1]
            if current == name:
                return number
        elif current == section and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            return number
    return 1


def _broken(path: Path, text: str, error: tomllib.TOMLDecodeError) -> str:
    place = _TOML_PLACE.search(str(error))
    line = int(place[1]) if place and place[1] else len(text.splitlines()) or 1
    return (
        f"{path}:{line}: tệp cấu hình viết sai cú pháp TOML ở dòng này. "
        'Mỗi dòng phải có dạng tên = giá_trị, chữ nằm trong ngoặc kép "…".'
    )
