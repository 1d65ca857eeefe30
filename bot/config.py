"""Every setting: what it is called, what it may be, and where it was read from.

Read from, the first winning: `HOIDAP_*` variables, a git-ignored `.env`, config.toml, defaults. What is unknown or
malformed is refused by name, in Vietnamese, since staff read it; no message ever holds a secret.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from bot.config_messages import explain
from bot.config_sources import ConfigError, read_environment, read_file
from bot.delivery.pacing import Pace
from bot.limits import Rate
from intents.match.decision import Thresholds
from intents.match.text import fold

SECRETS = frozenset({"token", "secret", "webhook_secret"})
"""Settings that may stand in the environment or .env only, never in a file that git keeps."""


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


OptionalPath = Annotated[Path | None, BeforeValidator(_empty_is_none)]
OptionalChat = Annotated[int | None, BeforeValidator(_empty_is_none)]
OptionalSecret = Annotated[SecretStr | None, BeforeValidator(_empty_is_none)]


WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
"""The days of the week as the settings name them, Monday first."""


def _with_accents(value: Any) -> Any:
    """The day of the week, also when it was written without accents or in capitals."""
    return next((day for day in WEEKDAYS if isinstance(value, str) and fold(day) == fold(value)), value)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class MatcherSettings(_Model):
    """When to answer, to offer a choice, to say that we do not know."""

    min_score: float = Field(0.1, ge=0, le=1)
    answer_score: float = Field(0.7, ge=0, le=1)
    min_lead: float = Field(0.02, ge=0, le=1)
    max_choices: int = Field(4, ge=1, le=4)
    max_chars: int = Field(4000, ge=100, le=4000)

    def thresholds(self) -> Thresholds:
        """These settings as the matcher takes them."""
        return Thresholds(self.min_score, self.answer_score, self.min_lead, self.max_choices)


class HandoverSettings(_Model):
    """Handing questions over to staff."""

    open_cases: int = Field(3, ge=1, le=100)
    cases_a_day: int = Field(10, ge=1, le=1000)
    remind_minutes: int = Field(60, ge=1, le=10080)
    claim_minutes: int = Field(30, ge=1, le=1440)
    close_days: int = Field(3, ge=1, le=60)


class OperatorSettings(_Model):
    """Who runs this bot."""

    name: str = ""
    contact: str = ""
    official: bool = False
    bot: str = ""


class TeamSettings(_Model):
    """Community technology teams: passing answers on, invitations."""

    summary_seconds: float = Field(2.0, ge=0, le=60)
    inline_cache_seconds: int = Field(30, ge=0, le=3600)
    invitation_days: int = Field(7, ge=1, le=365)
    invitation_uses: int = Field(10, ge=1, le=1000)
    burst: int = Field(100, ge=1, le=10000)
    seconds: float = Field(1, ge=0.1, le=3600)

    def rate(self) -> Rate:
        """How fast a member may send, as the limits take it."""
        return Rate(self.burst, self.seconds)


class PublishingSettings(_Model):
    """Content that staff change in Telegram."""

    role: str = Field("Cán bộ phụ trách nội dung", max_length=80)
    commit: bool = True


class PrivacySettings(_Model):
    """How long what people asked is kept."""

    keep_days: int = Field(180, ge=1, le=3650)


class StaffSettings(_Model):
    """What the staff group is sent by itself."""

    weekly_day: Annotated[
        Literal["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"],
        BeforeValidator(_with_accents),
    ] = "thứ hai"
    weekly_hour: int = Field(8, ge=0, le=23)

    @property
    def weekday(self) -> int:
        """The day of the weekly work, 0 for Monday."""
        return WEEKDAYS.index(self.weekly_day)


class PersonSettings(_Model):
    """How much one person may send."""

    burst: int = Field(20, ge=1, le=1000)
    seconds: float = Field(5, ge=0.1, le=3600)

    def rate(self) -> Rate:
        """These settings as the limits take them."""
        return Rate(self.burst, self.seconds)


class SendingSettings(_Model):
    """How many messages may go out; Telegram's own limits are a little higher."""

    overall_per_second: int = Field(28, ge=1, le=1000)
    chat_per_second: int = Field(1, ge=1, le=30)
    group_per_minute: int = Field(18, ge=1, le=1000)

    def pace(self) -> Pace:
        """These settings as the sending takes them."""
        return Pace(self.overall_per_second, self.chat_per_second, self.group_per_minute)


class Settings(_Model):
    """All settings of one process."""

    content: OptionalPath = None
    data: Path = Path("data")
    api_url: str = "https://api.telegram.org/bot"
    webhook_url: str = ""
    listen: str = "127.0.0.1:8080"
    proxy: str = ""
    staff_chat: OptionalChat = None
    limits: Literal["on", "off"] = "on"
    reload: bool = True
    token: OptionalSecret = None
    secret: OptionalSecret = None
    webhook_secret: OptionalSecret = None
    matcher: MatcherSettings = Field(default_factory=lambda: MatcherSettings.model_validate({}))
    handover: HandoverSettings = Field(default_factory=lambda: HandoverSettings.model_validate({}))
    staff: StaffSettings = Field(default_factory=lambda: StaffSettings.model_validate({}))
    sending: SendingSettings = Field(default_factory=lambda: SendingSettings.model_validate({}))
    per_person: PersonSettings = Field(default_factory=lambda: PersonSettings.model_validate({}))
    privacy: PrivacySettings = Field(default_factory=lambda: PrivacySettings.model_validate({}))
    operator: OperatorSettings = Field(default_factory=lambda: OperatorSettings.model_validate({}))
    publishing: PublishingSettings = Field(default_factory=lambda: PublishingSettings.model_validate({}))
    teams: TeamSettings = Field(default_factory=lambda: TeamSettings.model_validate({}))

    @field_validator("api_url", "webhook_url", "proxy")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("phải là một địa chỉ bắt đầu bằng http:// hoặc https://")
        return value

    @field_validator("listen")
    @classmethod
    def _is_host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or not 0 <= int(port) <= 65535:
            raise ValueError("phải có dạng máy:cổng, ví dụ 127.0.0.1:8080")
        return value

    @field_validator("token")
    @classmethod
    def _is_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, colon, rest = value.get_secret_value().partition(":")
            if not (number.isascii() and number.isdigit() and colon and rest.strip()):
                raise ValueError("phải có dạng số:chữ như @BotFather đã cấp")
        return value

    @model_validator(mode="after")
    def _limits_are_off_on_loopback_only(self) -> Settings:
        if self.limits == "off" and not _is_loopback(urlsplit(self.api_url).hostname or ""):
            raise ValueError("limits: chỉ được tắt (off) khi api_url là máy này (127.0.0.1), để khỏi bị Telegram chặn")
        return self

    @property
    def models(self) -> Path:
        """Where the fitted model of the matcher is kept from start to start."""
        return self.data / "model"

    def require_token(self) -> str:
        """The bot's token. Raises `ConfigError` when none is set."""
        if self.token is None:
            raise ConfigError(
                "Chưa có mã bot. Hãy lấy mã ở @BotFather rồi đặt biến HOIDAP_TOKEN, hoặc ghi HOIDAP_TOKEN=… "
                "vào tệp .env."
            )
        return self.token.get_secret_value()

    def secrets(self) -> list[str]:
        """Every secret in these settings, for the log to leave out."""
        kept = [one.get_secret_value() for one in (self.token, self.secret, self.webhook_secret) if one is not None]
        password = urlsplit(self.proxy).password
        return [*kept, password] if password else kept


def load_settings(environ: Mapping[str, str] | None = None, cwd: Path | None = None) -> Settings:
    """The settings for a process with these variables, started in this folder (both as they are, when not given).
    Raises `ConfigError` for anything unknown or malformed."""
    environ, cwd = os.environ if environ is None else environ, cwd or Path.cwd()
    values, origins = read_file(_config_file(environ, cwd), Settings, SECRETS)
    from_environment, its_origins = read_environment(environ, cwd / ".env", Settings)
    for name, value in from_environment.items():
        section = values.get(name)
        values[name] = {**section, **value} if isinstance(section, dict) and isinstance(value, dict) else value
    origins |= its_origins
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigError(explain(error, origins)) from None
    return settings.model_copy(update={"data": cwd / settings.data})


def _config_file(environ: Mapping[str, str], cwd: Path) -> Path | None:
    """The file named by HOIDAP_CONFIG, else the checkout's, else the one in the installed package, else none."""
    named = environ.get("HOIDAP_CONFIG")
    if named:
        path = cwd / named
        if not path.is_file():
            raise ConfigError(f"HOIDAP_CONFIG={named}: không có tệp này. Hãy sửa đường dẫn, hoặc bỏ biến này đi.")
        return path
    package = Path(__file__).parent
    known = (package.parent / "config.toml", package / "packaged" / "config.toml")
    return next((path for path in known if path.is_file()), None)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


__all__ = [
    "ConfigError",
    "HandoverSettings",
    "MatcherSettings",
    "OperatorSettings",
    "PublishingSettings",
    "SendingSettings",
    "Settings",
    "StaffSettings",
    "TeamSettings",
    "load_settings",
]
