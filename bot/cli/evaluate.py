"""hoidap eval: accuracy over a question file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.setting_up import load_responder
from intents.match.evaluation import Evaluation, Tally, Verdict, evaluate
from intents.match.questions import read_questions
from intents.match.reliability import curve, reliability

WORST = 15


@click.command("eval")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object for machines.")
@click.option("--failures", is_flag=True, help="List every question answered wrongly or not at all.")
@click.option("--curve", "with_curve", is_flag=True, help="Print what each threshold on the probability would give.")
def command(file: Path, as_json: bool, failures: bool, with_curve: bool) -> None:
    """Ask every question of FILE (TSV: question, accept, style) and print how many were understood."""
    questions = read_questions(file)
    responder = load_responder()
    topics = {article.id: article.topic for article in responder.content.articles.values()}
    result = evaluate(questions, responder.matcher.match, topics)
    if as_json:
        click.echo(json.dumps(_as_dict(result, failures), ensure_ascii=False))
    else:
        click.echo("\n".join(_as_lines(result, failures, with_curve)))


def _as_dict(result: Evaluation, failures: bool) -> dict[str, object]:
    summary: dict[str, object] = {
        "in_scope": result.in_scope.as_dict(),
        "out_of_scope": result.out_of_scope.as_dict(),
        "without_article": result.without_article.as_dict(),
        "by_topic": {topic: tally.as_dict() for topic, tally in sorted(result.by_topic.items())},
        "by_style": {style: tally.as_dict() for style, tally in sorted(result.by_style.items())},
        "confusions": [
            {"accept": pair[0], "answered": pair[1], "count": count}
            for pair, count in result.confusions.most_common(WORST)
        ],
        "reliability": [asdict(one) for one in reliability(result.scored)],
        "curve": [asdict(one) for one in curve(result.scored)],
    }
    if failures:
        summary["failures"] = [
            {"question": question.text, "accept": question.accept, "articles": match.articles, "verdict": verdict.value}
            for question, match, verdict in result.failures
        ]
    return summary


def _as_lines(result: Evaluation, failures: bool, with_curve: bool) -> list[str]:
    lines = [f"{'':24}{'số câu':>8}{'đúng':>8}{'+chọn':>8}{'sai':>8}"]
    lines.append(_row("có bài trả lời", result.in_scope))
    lines += [_row(f"  {style}", tally) for style, tally in sorted(result.by_style.items())]
    lines += [_row(f"  {topic}", tally) for topic, tally in sorted(result.by_topic.items())]
    lines.append(_row("ngoài phạm vi", result.out_of_scope))
    lines.append(_row("chưa có bài", result.without_article))
    if result.confusions:
        lines.append("Nhầm nhiều nhất:")
        lines += [f"  {one} → {other}: {count}" for (one, other), count in result.confusions.most_common(WORST)]
    lines += _reliability(result)
    if with_curve:
        lines += _curve(result)
    if failures:
        lines += [
            f"{verdict.value}\t{','.join(question.accept) or '-'}\t{','.join(match.articles) or '-'}\t{question.text}"
            for question, match, verdict in result.failures
        ]
    return lines


def _reliability(result: Evaluation) -> list[str]:
    lines = [f"{'Xác suất nói ra':24}{'số câu':>8}{'nói':>8}{'đúng':>8}"]
    for one in reliability(result.scored):
        lines.append(f"{f'  {one.low:.1f} đến {one.high:.1f}':24}{one.count:>8}{one.said:>8.1%}{one.right:>8.1%}")
    return lines


def _curve(result: Evaluation) -> list[str]:
    lines = [f"{'Trả lời từ xác suất':24}{'trả lời':>8}{'đúng':>8}{'sai':>8}{'ngoài':>8}"]
    for one in curve(result.scored):
        shares = (one.coverage, one.precision, one.wrong, one.out_of_scope_answered)
        lines.append(f"{f'  {one.threshold:.2f}':24}" + "".join(f"{share:>8.1%}" for share in shares))
    return lines


def _row(name: str, tally: Tally) -> str:
    right, offered = tally.share(Verdict.RIGHT), tally.share(Verdict.RIGHT, Verdict.OFFERED)
    return f"{name:24}{tally.total:>8}{right:>8.1%}{offered:>8.1%}{tally.share(Verdict.WRONG):>8.1%}"
