"""What the staff group reads about changes to content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.locale import CONTENT_LANGUAGE, get_locale
from bot.markup import utf16_length
from bot.publishing.weighing import ChangedAnswer, Weighed
from bot.rendered import Rendered, bold, bullets, code, join, lines, paragraphs, quoted
from bot.rendered import text as plain
from bot.services import DA_NANG
from bot.store.publishing_records import Kind, Proposal, State, Version
from intents.content.editable import EditableFile
from intents.content.model import Content, Finding
from intents.content.stamping import Stamped

staff_locale = get_locale(CONTENT_LANGUAGE)
"""Staff read Vietnamese, whatever language their Telegram has."""
MAX_FINDINGS, MAX_CHANGED, MAX_TITLES, MAX_VERSIONS = 8, 6, 4, 8
MAX_QUESTION = 120
MAX_DIFF, MAX_MESSAGE = 1500, 3500
"""UTF-16 units of a difference within a message, and of a message: longer ones come as a file."""


def title_of(file: EditableFile, content: Content) -> str:
    """What a file is called where people read it: an article's title, else its name."""
    article = content.articles.get(file.id) if file.topic else None
    return article.title if article is not None else file.name


def file_caption(file: EditableFile, content: Content, not_writable: str | None, fact: str | None = None) -> Rendered:
    """What stands under a file that staff may edit; `fact` is the one for whose sake it is sent."""
    locale = staff_locale
    meant = content.facts.get(fact or "")
    place = locale.text("To look at: line {line}, {fact}.", line=meant.line, fact=meant.id) if meant else ""
    return paragraphs(
        _head(title_of(file, content), file),
        *([bold(place)] if place else []),
        plain(
            locale.text(
                "Download it, change it, and send it back as a reply to this message. Keep its name. You will see "
                "everything before it is published."
            )
        ),
        *(
            [plain(locale.text("Publishing does not work at the moment: {why}", why=not_writable))]
            if not_writable
            else []
        ),
    )


def template_caption(file: EditableFile) -> Rendered:
    """What stands under the form of a new article."""
    return paragraphs(
        _head(staff_locale.text("A new article"), file),
        plain(staff_locale.text("Fill it in and send it back as a reply to this message.")),
    )


def which_file(asked: str, any_alike: bool) -> Rendered:
    """No file is called so; what is alike stands below as buttons."""
    locale = staff_locale
    if not asked:
        return plain(
            locale.text(
                "Write the article behind the command, for instance /sua can-cuoc, or what it is about: /sua chu ky "
                "so. Other files: /sua facts, /sua lexicon, /sua danh-ba/phuong-xa."
            )
        )
    if any_alike:
        unclear = locale.text("It is not clear which article or file “{name}” is.", name=asked[:80])
        return lines(plain(unclear), plain(locale.text("Do you mean one of these?")))
    none = locale.text("There is no article or file called “{name}”.", name=asked[:80])
    new = locale.text(
        "For a new article press /them: the bot asks step by step. By file: /sua dich-vu-cong/lam-the-nao."
    )
    return lines(plain(none), plain(new))


def no_such_file(asked: str, near: str, command: str) -> Rendered:
    """A command about a file that names none."""
    locale = staff_locale
    if not asked:
        return plain(
            locale.text("Write the article behind the command, for instance {command} can-cuoc.", command=command)
        )
    said = locale.text("There is no article or file called “{name}”.", name=asked[:80])
    return plain(f"{said} {locale.text('Alike: {names}', names=near)}" if near else said)


def no_longer_stored() -> str:
    """What a button is about has been erased."""
    return staff_locale.text("This is no longer stored.")


def no_longer_there() -> str:
    """The file behind a button is gone."""
    return staff_locale.text("This file is no longer there.")


def refused(why: str) -> Rendered:
    """Why a file was not taken. Content's own messages begin small and may name a line."""
    return plain(staff_locale.text("Not taken: {why}", why=why))


def not_taken_back(why: str) -> Rendered:
    """Why there is nothing to undo."""
    return plain(staff_locale.text("Not taken back: {why}", why=why))


def how_to_send(file: EditableFile) -> Rendered:
    """To a content file that comes without a word of what it is for."""
    return plain(
        staff_locale.text(
            "To publish this file, send it once more: as a reply to the message with the file, or with /sua {name} as "
            "its caption.",
            name=file.asked_by,
        )
    )


def being_checked(file: EditableFile, content: Content) -> Rendered:
    """Said at once, since the check takes a while."""
    return plain(
        staff_locale.text(
            "Received: {title}. It is being checked and compared with what people ask; this takes up to a minute.",
            title=title_of(file, content),
        )
    )


def check_failed(why: str) -> Rendered:
    """The check itself did not work."""
    return plain(staff_locale.text("It could not be checked: {why}", why=why))


def preview(
    file: EditableFile,
    content: Content,
    proposal: Proposal,
    weighed: Weighed,
    stamps: Stamped | None,
    difference: str,
    meanwhile: str,
) -> tuple[Rendered, str]:
    """A proposal before it is decided, and the whole of what did not fit into it, empty when everything did.
    `meanwhile` is what others have changed since its writer began."""
    told = paragraphs(
        _head(_headline(proposal, weighed.title or title_of(file, content)), file),
        *_meanwhile(meanwhile),
        *_problems(weighed),
        *_effects(weighed),
        *_stamps(proposal, stamps),
    )
    room = MAX_MESSAGE - utf16_length(told.plain)
    fits = utf16_length(difference) <= min(MAX_DIFF, room) and len(weighed.changed) <= MAX_CHANGED
    if fits:
        return paragraphs(told, quoted(difference) if difference else plain("")), ""
    hint = plain(staff_locale.text("All changes stand in the file below."))
    return paragraphs(told, hint), _in_full(weighed.changed, difference)


def broken(file: EditableFile, content: Content, weighed: Weighed) -> Rendered:
    """What is to be mended before it can be published."""
    return paragraphs(
        _head(staff_locale.text("Not yet: {title}", title=title_of(file, content)), file),
        lines(plain(staff_locale.text("Mend this and send the file again:")), *_findings(weighed.errors)),
    )


def conflict(file: EditableFile, content: Content, meanwhile: str, latest: Version | None) -> tuple[Rendered, str]:
    """Others have changed the same lines; the difference as a file where it is long."""
    locale = staff_locale
    who = _who_and_when(latest) if latest is not None else ""
    head = lines(
        bold(locale.text("Changed by somebody else meanwhile: {title}", title=title_of(file, content))), code(file.name)
    )
    what = plain(
        locale.text(
            "Since you got the file, the same lines were changed{who}. Your text is kept. Take the present file, put "
            "your change into it and send it again.",
            who=f" ({who})" if who else "",
        )
    )
    if utf16_length(meanwhile) <= MAX_DIFF:
        return paragraphs(head, what, quoted(meanwhile)), ""
    return paragraphs(head, what), meanwhile


def behind(file: EditableFile, content: Content, instead: Proposal | None, why: str) -> Rendered:
    """The file had changed before it could be published; `instead` has both changes, or the text of the second where
    both are to the same lines; `why` there is none, where known."""
    said = staff_locale.text("{title} was changed by somebody else before you pressed.", title=title_of(file, content))
    if instead is not None and instead.state is State.CONFLICT:
        more = staff_locale.text("Your text is kept; see below how to go on.")
    elif instead is not None:
        more = staff_locale.text("Nothing is lost: both changes are put together and shown below once more.")
    elif why:
        more = staff_locale.text("Nothing was published: {why}", why=why)
    else:
        more = staff_locale.text("Nothing was published. Please ask for the file again and repeat the change.")
    return plain(f"{said} {more}")


def written(file: EditableFile, content: Content, role: str, reloads: bool) -> Rendered:
    """In the folder, not yet served."""
    locale = staff_locale
    if not reloads:
        said = locale.text("Written. Reloading is switched off (reload = false): it is served after the next start.")
    else:
        said = locale.text("Written by {role}. The new version is being loaded…", role=role)
    return lines(_head(title_of(file, content), file), plain(said))


def not_committed(why: str) -> Rendered:
    """Published, but git did not take it."""
    return plain(staff_locale.text("Published, only not recorded in git: {why}.", why=why))


def served(file: EditableFile, content: Content, proposal: Proposal) -> Rendered:
    """It is what residents get now."""
    said = staff_locale.text("Published: {title}. Answering with the new version now.", title=title_of(file, content))
    back = staff_locale.text("To take it back: /hoantac {name}", name=file.asked_by)
    return lines(plain(said), plain(back)) if proposal.kind is not Kind.CONFIRM else plain(said)


def not_written(why: str) -> str:
    """Publishing failed; nothing has changed."""
    return staff_locale.text("Not published: {why}", why=why)


def not_open(proposal: Proposal) -> str:
    """Why a press does nothing any more."""
    locale = staff_locale
    match proposal.state:
        case State.PUBLISHING | State.WRITTEN | State.PUBLISHED:
            return locale.text("This has been published already.")
        case State.CANCELLED:
            return locale.text("This was cancelled. Send the file again.")
        case State.STALE:
            return locale.text("The file has changed since; what is put together stands further below.")
        case State.CHECKING:
            return locale.text("This is still being checked.")
        case State.READY:
            return locale.text("This is shown already; press Publish below it.")
    return locale.text("This cannot be published. Mend the file and send it again.")


def cancelled(file: EditableFile, content: Content) -> Rendered:
    """Staff decided against it."""
    return plain(staff_locale.text("Cancelled, nothing was published: {title}", title=title_of(file, content)))


def history(file: EditableFile, content: Content, versions: Sequence[Version]) -> Rendered:
    """The versions of a file, the latest first."""
    head = _head(title_of(file, content), file)
    if not versions:
        return paragraphs(head, plain(staff_locale.text("Nothing has been published from Telegram yet.")))
    return paragraphs(head, lines(*(_version_line(version) for version in versions[:MAX_VERSIONS])))


def version_caption(file: EditableFile, version: Version) -> Rendered:
    """What stands under an earlier version."""
    return lines(code(file.name), _version_line(version))


def kept_text_caption(file: EditableFile) -> Rendered:
    """What stands under the text of a proposal that was not published."""
    return lines(code(file.name), plain(staff_locale.text("This is the text that you sent.")))


def _head(words: str, file: EditableFile) -> Rendered:
    """What it is about, and the file's name where the words do not say it."""
    return bold(words) if file.name in words else lines(bold(words), code(file.name))


def _headline(proposal: Proposal, title: str) -> str:
    locale = staff_locale
    if proposal.kind is Kind.UNDO:
        return locale.text("Back to an earlier version: {title}", title=title)
    if proposal.kind is Kind.CONFIRM:
        return locale.text("Still right: {title}", title=title)
    if proposal.onto is None:
        return locale.text("New: {title}", title=title)
    return locale.text("Changed: {title}", title=title)


def _meanwhile(meanwhile: str) -> Iterable[Rendered]:
    if not meanwhile:
        return
    said = plain(
        staff_locale.text("Others have changed this file since you got it; both changes are put together. Theirs:")
    )
    shown = meanwhile if utf16_length(meanwhile) <= MAX_DIFF // 2 else meanwhile[: MAX_DIFF // 2].rstrip() + "\n…"
    yield lines(said, quoted(shown))


def _problems(weighed: Weighed) -> Iterable[Rendered]:
    locale = staff_locale
    if weighed.warnings:
        yield lines(plain(locale.text("Please look at this too:")), *_findings(weighed.warnings))
    if weighed.elsewhere:
        yield lines(
            plain(locale.text("Other files have errors; nothing new is served before they are mended:")),
            *_findings(weighed.elsewhere),
        )


def _effects(weighed: Weighed) -> Iterable[Rendered]:
    locale = staff_locale
    if len(weighed.titles) > 1:
        names = "; ".join(weighed.titles[:MAX_TITLES]) + ("; …" if len(weighed.titles) > MAX_TITLES else "")
        count = locale.number(len(weighed.titles))
        yield plain(locale.text("Looks different in {count} articles: {names}", count=count, names=names))
    if not weighed.compared:
        yield plain(locale.text("No question will get another article."))
        return
    compared = locale.number(weighed.compared)
    if weighed.compared < weighed.known:
        compared = locale.text("{count} of {known}", count=compared, known=locale.number(weighed.known))
    if not weighed.changed:
        yield plain(locale.text("No question will get another article ({count} were tried).", count=compared))
        return
    changed = locale.number(len(weighed.changed))
    head = locale.text(
        "Changes the answer to {changed} questions ({count} were tried):", changed=changed, count=compared
    )
    more = len(weighed.changed) - MAX_CHANGED
    rest = [plain(locale.text("and {count} more questions", count=more))] if more > 0 else []
    yield lines(plain(head), *bullets(_changed(one) for one in weighed.changed[:MAX_CHANGED]), *rest)


def _changed(one: ChangedAnswer) -> Rendered:
    short = one.question if len(one.question) <= MAX_QUESTION else one.question[:MAX_QUESTION].rstrip() + "…"
    asked = f" ({staff_locale.text('asked {count} times', count=one.asked)})" if one.asked else ""
    return join("", code(short), plain(f"{asked}: {one.before} → {one.after}"))


def _stamps(proposal: Proposal, stamps: Stamped | None) -> Iterable[Rendered]:
    if stamps is None:
        return
    said = [staff_locale.text("Whoever presses Publish is named by role as having checked it today.")]
    if stamps.review_moved is not None:
        day = staff_locale.day(stamps.review_moved)
        said.append(staff_locale.text("The day of review had passed; the next is {day}.", day=day))
    if proposal.kind is not Kind.UNDO:
        yield plain(" ".join(said))


def _findings(findings: Sequence[Finding]) -> Iterable[Rendered]:
    for one in findings[:MAX_FINDINGS]:
        place = staff_locale.text("{file}, line {line}:", file=one.path.name, line=one.line)
        yield plain(f"• {place} {one.message}")
    if len(findings) > MAX_FINDINGS:
        yield plain(staff_locale.text("… and {count} more", count=len(findings) - MAX_FINDINGS))


def _in_full(changed: Sequence[ChangedAnswer], difference: str) -> str:
    told = [f"{one.question}\n    {one.before}\n    → {one.after}" for one in changed]
    return "\n\n".join(filter(None, [difference, *told])) + "\n"


def _version_line(version: Version) -> Rendered:
    return plain(f"#{version.id} · {_who_and_when(version)}" + (f" · {version.summary}" if version.summary else ""))


def _who_and_when(version: Version) -> str:
    who = version.role or staff_locale.text("changed in the folder")
    return f"{who}, {_moment(version.at)}"


def _moment(moment: datetime) -> str:
    here = moment.astimezone(DA_NANG)
    return f"{here:%H:%M} {staff_locale.day(here.date())}"
