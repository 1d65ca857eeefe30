"""What is told of the codes that were read in a picture."""

from __future__ import annotations

from intents.content.code_rules import CodeRules
from intents.reply import Checked, Verdict
from intents.safety.desk import SafetyDesk
from intents.safety.payment_codes import Payment, read_payment
from intents.safety.pictures import Codes

MAX_SHOWN = 120
"""How much of a text without a link is shown."""


def code_verdict(codes: Codes, rules: CodeRules, desk: SafetyDesk) -> Verdict:
    """One reply on all codes of a picture: payments with bank and hidden account, links with their verdict."""
    if not codes.texts:
        return Verdict((), rules.advice["none"], rules.says["unreadable" if codes.unread else "none"])
    checked: list[Checked] = []
    advice: dict[str, None] = {}
    said = rules.says["covered"] if codes.unread else rules.says["several"] if len(codes.texts) > 1 else ""
    for number, code in enumerate(codes.texts, start=1):
        payment = read_payment(code)
        if payment is not None:
            checked.append(Checked(f"QR {number}", described(payment, rules)))
            advice |= dict.fromkeys(rules.advice["payment" if payment.sound else "broken"])
            continue
        verdicts = desk.verdicts(desk.inspect(code))
        for verdict in verdicts:
            checked += verdict.checked
            advice |= dict.fromkeys(verdict.advice)
            said = said or verdict.said
        if not verdicts:
            checked.append(Checked(f"QR {number}", rules.says["text"].replace("{note}", _quoted(code))))
    return Verdict(tuple(checked), tuple(advice), said)


def described(payment: Payment, rules: CodeRules) -> str:
    """The payment in sentences, Markdown."""
    if not payment.sound:
        return rules.says["broken"]
    bank = rules.banks.get(payment.bank) or rules.says["bank"].replace("{bank}", _quoted(payment.bank))
    parts = [rules.says["payment"].replace("{bank}", bank).replace("{account}", _quoted(payment.account))]
    if payment.amount:
        parts.append(rules.says["amount"].replace("{amount}", _grouped(payment.amount)))
    if payment.note:
        parts.append(rules.says["note"].replace("{note}", _quoted(payment.note)))
    if payment.name:
        parts.append(rules.says["name"].replace("{name}", _quoted(payment.name)))
    return " ".join(parts)


def _grouped(amount: str) -> str:
    whole, _, rest = amount.partition(".")
    if not whole.isascii() or not whole.isdigit():
        return _quoted(amount)
    return f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest.strip("0") and rest.isdigit() else "")


def _quoted(text: str) -> str:
    """A stranger's words, shown as they are: nothing in them is markup or can be tapped."""
    return "`" + " ".join(text.replace("`", "'").split())[:MAX_SHOWN] + "`" if text.strip() else "–"
