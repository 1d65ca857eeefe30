"""Groups: who is in them, who administers them, and their becoming supergroups."""

from dataclasses import dataclass

from .accounts import BotAccount
from .delivery import deliver_message, set_status
from .errors import Json, SandboxUsageError
from .model import PRESENT, Chat, Message, Status, User
from .people import Person, Seat
from .wire import user_json
from .world import World


@dataclass(frozen=True)
class Group:
    """A group or supergroup, and what its owner and members do to it."""

    world: World
    chat: Chat

    @property
    def id(self) -> int:
        """The chat id."""
        return self.chat.id

    def seat(self, person: Person) -> Seat:
        """A member's place in the group, to write from and to watch."""
        return person.within(self.chat)

    def join(self, person: Person) -> None:
        """Somebody joins by a link."""
        self._set(person.user, person.user, "member")
        self._service(person.user, {"new_chat_members": [user_json(person.user)]})

    def leave(self, person: Person) -> None:
        """Somebody leaves."""
        self._service(person.user, {"left_chat_member": user_json(person.user)})
        self._set(person.user, person.user, "left")

    def promote(self, person: Person) -> None:
        """Make a member an administrator."""
        self._set(self._owner(), person.user, "administrator")

    def entitle(self, person: Person, title: str) -> None:
        """Give an administrator a title of their own, shown beside their name."""
        if self.chat.status_of(person.id) not in ("creator", "administrator"):
            raise SandboxUsageError("only administrators bear a title")
        self.chat.member_titles[person.id] = title

    def demote(self, person: Person) -> None:
        """Make an administrator a plain member."""
        self._set(self._owner(), person.user, "member")

    def add_bot(self, bot: BotAccount | None = None, *, admin: bool = False) -> None:
        """Add the bot, or make the one that is there an administrator (or a plain member again)."""
        account = bot or self.world.accounts.all()[0]
        was_there = self.chat.status_of(account.id) in PRESENT
        self._set(self._owner(), account.user, "administrator" if admin else "member")
        if not was_there:
            self._service(self._owner(), {"new_chat_members": [user_json(account.user)]})

    def restrict_bot(self, bot: BotAccount | None = None) -> None:
        """Take the right to write from the bot; `add_bot` gives it back."""
        account = bot or self.world.accounts.all()[0]
        self._set(self._owner(), account.user, "restricted")

    def remove_bot(self, bot: BotAccount | None = None) -> None:
        """Throw the bot out."""
        account = bot or self.world.accounts.all()[0]
        self._set(self._owner(), account.user, "kicked")

    def rename(self, title: str) -> None:
        """Give the group another title."""
        self.chat.title = title
        self._service(self._owner(), {"new_chat_title": title})

    def migrate(self) -> "Group":
        """Make a group a supergroup: a new id, told to the bots in both chats.

        Raises SandboxUsageError when it is one already.
        """
        if self.chat.type != "group" or self.chat.migrated_to:
            raise SandboxUsageError(f"chat {self.chat.id} is no group that could become a supergroup")
        grown = self.world.add_group("supergroup", self.chat.title)
        grown.members = dict(self.chat.members)
        self._service(self._owner(), {"migrate_to_chat_id": grown.id})
        self.chat.migrated_to = grown.id
        group = Group(self.world, grown)
        group._service(self._owner(), {"migrate_from_chat_id": self.chat.id})
        return group

    def _owner(self) -> User:
        for user_id, status in self.chat.members.items():
            if status == "creator":
                return self.world.users[user_id]
        raise SandboxUsageError(f"the group {self.chat.title!r} has no owner; give it a member or an admin")

    def _set(self, actor: User, changed: User, status: Status) -> None:
        set_status(self.world, self.chat, actor, changed, status)

    def _service(self, actor: User, what: Json) -> Message:
        message = self.world.draft(self.chat, actor)
        message.media = what
        self.world.post(message)
        deliver_message(self.world, message)
        return message


def make_group(
    world: World,
    chat: Chat,
    members: tuple[Person, ...],
    admins: tuple[Person, ...],
    bots: tuple[BotAccount, ...],
    bot_admin: bool,
) -> Group:
    """Fill a new group: the first admin (else the first member) owns it, then the bots are added.

    Raises SandboxUsageError when nobody is in it.
    """
    people = [*admins, *(person for person in members if person not in admins)]
    if not people:
        raise SandboxUsageError(f"the group {chat.title!r} needs at least one person")
    for person in people:
        chat.members[person.id] = "administrator" if person in admins else "member"
    chat.members[people[0].id] = "creator"
    group = Group(world, chat)
    for bot in bots:
        group.add_bot(bot, admin=bot_admin)
    return group
