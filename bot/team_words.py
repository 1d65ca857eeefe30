"""What members of community teams and those who invite them read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from bot.locale import Locale
from bot.rendered import Rendered, bold, bullets, lines, link, paragraphs, text
from bot.store import Joined, Joining, Member, Team, Week

EXCERPT = 60
"""Letters of a question that are shown in a list."""
MOST_LISTED = 50
"""Members on one list: with a button each, and within one message."""


def render_joined(joined: Joined, locale: Locale) -> Rendered:
    """What became of an invitation, said to whoever opened it."""
    name = joined.team.name if joined.team else ""
    match joined.how:
        case Joining.JOINED | Joining.MOVED:
            return _welcome(name, locale)
        case Joining.ALREADY:
            return text(locale.text("You are in the team “{team}” already. /nhom shows its week.", team=name))
        case Joining.EXPIRED:
            return text(locale.text("This invitation has expired. Please ask whoever gave it to you for a new one."))
        case Joining.USED_UP:
            return text(
                locale.text("This invitation has been used up. Please ask whoever gave it to you for a new one.")
            )
        case Joining.UNKNOWN:
            return text(locale.text("This invitation is not valid. Please ask whoever gave it to you for a new one."))


def _welcome(team: str, locale: Locale) -> Rendered:
    return paragraphs(
        bold(locale.text("You are now in the team “{team}”.", team=team)),
        text(
            locale.text(
                "Forward a neighbour's message here: the answer comes back ready to pass on, as text or as a picture "
                "too."
            )
        ),
        text(locale.text("/nhom shows the team's week. /roinhom leaves the team.")),
        text(locale.text("Staff see your Telegram name in the list of members; leaving erases it.")),
    )


def render_week(
    team: Team, week: Week, title_of: Callable[[str], str], since: date, until: date, locale: Locale
) -> Rendered:
    """A team's week for one of its members; `title_of` gives the title of an article."""
    span = f"{since:%d/%m} – {locale.day(until)}"
    return paragraphs(
        lines(
            bold(team.name),
            text(locale.text("{count} members", count=locale.number(week.members))),
        ),
        lines(
            bold(locale.text("The team's week ({span})", span=span)),
            *bullets(
                [
                    text(locale.text("Asked: {count}", count=locale.number(week.asked))),
                    text(locale.text("Answered: {count}", count=locale.number(week.answered))),
                    text(locale.text("Sent to staff: {count}", count=locale.number(week.sent_to_staff))),
                ]
            ),
        ),
        *_busiest(week, title_of, locale),
        *_own(week, title_of, locale),
    )


def _busiest(week: Week, title_of: Callable[[str], str], locale: Locale) -> Iterable[Rendered]:
    if week.busiest:
        counted = (
            text(f"{number}. {title_of(article)} ({locale.number(count)})")
            for number, (article, count) in enumerate(week.busiest, start=1)
        )
        yield lines(bold(locale.text("What residents asked most")), *counted)


def _own(week: Week, title_of: Callable[[str], str], locale: Locale) -> Iterable[Rendered]:
    if not week.own:
        yield text(locale.text("You have not asked anything for the team yet."))
        return
    asked = (
        text(f"“{_cut(one.text)}” → {title_of(one.article) if one.article else locale.text('no sure answer')}")
        for one in week.own
    )
    yield lines(bold(locale.text("Your latest questions")), *bullets(asked))


def render_no_team(locale: Locale) -> Rendered:
    """Said to a resident who asks for their team."""
    return text(
        locale.text(
            "You are in no community technology team. Members join by an invitation of the ward's staff; everybody can "
            "ask here without one."
        )
    )


def render_membership(team: Team, locale: Locale) -> Rendered:
    """What is stored of a member besides what is stored of everybody."""
    return text(
        locale.text(
            "You are in the team “{team}”: for that your Telegram name is stored, which staff see, and your questions "
            "count for the team. /roinhom ends it and erases that.",
            team=team.name,
        )
    )


def render_left(team: Team, locale: Locale) -> Rendered:
    """Said to a member who has left."""
    return text(
        locale.text(
            "You have left the team “{team}”, and what tied you to it is erased. You can go on asking.", team=team.name
        )
    )


def render_invitation(team: Team, address: str, uses: int, expires_at: datetime, locale: Locale) -> Rendered:
    """An invitation for staff to hand on."""
    return paragraphs(
        lines(bold(locale.text("Invitation to the team “{team}”", team=team.name)), link(address, address)),
        text(
            locale.text(
                "For {count} people, until {time} on {day}. Send it to the members only: whoever opens it joins.",
                count=locale.number(uses),
                time=f"{expires_at:%H:%M}",
                day=locale.day(expires_at.date()),
            )
        ),
    )


def render_how_to_invite(locale: Locale) -> Rendered:
    """Said when /moi names no team."""
    return text(
        locale.text("Write the team's name after the command, for instance: /moi Tổ 12 An Khê, 20 people, 3 days")
    )


def render_teams(teams: Sequence[tuple[Team, int]], locale: Locale) -> Rendered:
    """All teams, for staff."""
    if not teams:
        return text(locale.text("There are no teams yet. /moi and a name makes one and an invitation to it."))
    counted = (
        text(f"{team.name}: {locale.text('{count} members', count=locale.number(count))}") for team, count in teams
    )
    return paragraphs(
        lines(bold(locale.text("Community teams")), *bullets(counted)),
        text(locale.text("/thanhvien and a team's name lists its members.")),
    )


def render_no_such_team(name: str, locale: Locale) -> Rendered:
    """Said when staff name a team that there is not."""
    return text(locale.text("There is no team “{team}”. /cacnhom lists them all.", team=name))


def render_members(team: Team, members: Sequence[Member], locale: Locale) -> Rendered:
    """The members of a team, for staff; a button under it removes each."""
    if not members:
        return text(locale.text("The team “{team}” has no members.", team=team.name))
    listed = (
        text(f"{number}. {one.name}, {locale.text('since {day}', day=locale.day(one.joined_at.date()))}")
        for number, one in enumerate(members[:MOST_LISTED], start=1)
    )
    rest = len(members) - MOST_LISTED
    more = [text(locale.text("… and {count} more members.", count=locale.number(rest)))] if rest > 0 else []
    return lines(bold(team.name), *listed, *more)


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return f"{words[:EXCERPT].rstrip()}…" if len(words) > EXCERPT else words
