"""Who is there when one tries the bot: residents, a volunteer, staff, and the groups they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..groups import Group
from ..people import Person, Seat
from ..server import SandboxServer


@dataclass(frozen=True, slots=True)
class Role:
    """A person of the cast."""

    key: str
    """What stands for them in the address of the page: ?la=lan."""
    person: Person
    about: str
    """Who they are, in Vietnamese, a few words."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people by key, and the groups."""

    roles: Mapping[str, Role]
    team: Group
    staff: Group

    def seats(self, role: Role) -> list[Seat]:
        """The chats that a person has: the private one with the bot first."""
        groups = [group for group in (self.team, self.staff) if role.person.id in group.chat.members]
        return [role.person.private(), *(group.seat(role.person) for group in groups)]


def make_cast(server: SandboxServer) -> Cast:
    """Peoples a sandbox."""
    lan = server.user(1001, "Lan", "vi", last_name="Nguyễn", username="lan_nguyen")
    minh = server.user(1002, "Minh", "en", last_name="Trần", username="minh_tran")
    hanh = server.user(1003, "Hạnh", "vi", last_name="Lê", username="hanh_le")
    thu = server.user(1004, "Thu", "vi", last_name="Võ", username="thu_vo")
    dung = server.user(1005, "Dũng", "vi", last_name="Phan", username="dung_phan")
    team = server.group("Tổ công nghệ số – An Khê", [lan, hanh], admins=[hanh], supergroup=True)
    staff = server.group("Cán bộ trực", [thu, dung], admins=[thu], supergroup=True, bot_admin=True)
    roles = (
        Role("lan", lan, "người dân"),
        Role("minh", minh, "người dân, Telegram tiếng Anh"),
        Role("hanh", hanh, "tổ công nghệ số"),
        Role("thu", thu, "cán bộ trực"),
        Role("dung", dung, "cán bộ trực"),
    )
    return Cast({role.key: role for role in roles}, team, staff)
