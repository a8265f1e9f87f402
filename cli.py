"""The command line: parse, call, render, exit code. 0 nothing found, 1 findings, 2 trouble."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import LegalGraphError

if TYPE_CHECKING:
    from check.finding import Severity
    from check.runner import Report
    from kg.document import Document
    from kg.graph import Graph
    from kg.model import Instrument

_DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
_LANG = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", help="Ngôn ngữ / language."
)
_AS_OF = click.option("--as-of", type=_DAY, help="Đối chiếu đến ngày (mặc định: hôm nay).")
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan", "propose": "green"}


def main() -> None:
    """Run the command line with an output that can carry Vietnamese."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Pipes are UTF-8 everywhere; an old console shows what it can and never stops.
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    # A command makes little garbage in cycles: looking for it is a tenth of its time.
    gc.set_threshold(200_000, 20, 20)
    try:
        viendan()
    finally:
        gc.freeze()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="viendan", prog_name="viendan")
def viendan() -> None:
    """Kiểm tra trích dẫn văn bản pháp luật trong dự thảo; hỏi đồ thị văn bản."""


def user_directory() -> Path:
    """Return the folder of the user's additions: VIENDAN_HOME, else the system's custom."""
    return Path(os.environ.get("VIENDAN_HOME") or click.get_app_dir("viendan"))


def _graph() -> Graph:
    from kg.store import open_graph

    return open_graph(user_dir=user_directory())


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the user's own calendar day


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _read(path: str) -> Document:
    from ingest.readers import read, read_bytes

    if path == "-":
        return read_bytes(sys.stdin.buffer.read(), name="-")
    return read(Path(path))


def _fail(error: LegalGraphError | OSError) -> None:
    click.echo(f"viendan: {error}", err=True)


def _guarded(run: Callable[[], int]) -> None:
    """Run a command's body; what the project raises on purpose becomes exit code 2."""
    try:
        code = run()
    except (LegalGraphError, OSError) as error:
        _fail(error)
        code = 2
    sys.exit(code)


def _style() -> Callable[[str, str], str]:
    from report.to_text import plain

    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return plain
    return lambda words, role: click.style(words, fg=_COLOURS.get(role), bold=True)


@viendan.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--date", "on", type=_DAY, help="Ngày của văn bản (mặc định: đọc trong văn bản).")
@_AS_OF
@click.option("--issuer", help="Cơ quan ban hành dự thảo, ví dụ 'Sở Tư pháp tỉnh Bình Định'.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--select", multiple=True, metavar="MÃ", help="Chỉ áp dụng quy tắc này (VD2, misdated)."
)
@click.option("--ignore", multiple=True, metavar="MÃ", help="Bỏ qua quy tắc này.")
@click.option(
    "--fail-on", type=click.Choice(["info", "warning", "error", "never"]), default="warning"
)
@_LANG
def check(files: tuple[str, ...], **options: Any) -> None:
    """Kiểm tra trích dẫn trong các FILE (.docx, .pdf, .txt, .md, .html; '-' là đầu vào chuẩn)."""
    _guarded(lambda: _check(files, options))


def _check(files: tuple[str, ...], options: dict[str, Any]) -> int:
    from check.registry import select_rules
    from report.to_json import check_json, dumps
    from report.to_text import check_text_report

    rules = select_rules(_names(options["select"]), _names(options["ignore"]))
    graph, style, lang = _graph(), _style(), options["lang"]
    shown: list[Any] = []
    worst: list[Severity | None] = []
    failed = False
    for path in files:
        try:
            document = _read(path)
        except (LegalGraphError, OSError) as error:
            _fail(error)
            failed = True
            continue
        report = _report(document, graph, rules, options)
        if options["form"] == "json":
            shown.append(check_json(report, lang, document.unread))
        else:
            lead = "\n" if worst else ""
            text = check_text_report(report, lang, style=style, unread=document.unread)
            click.echo(lead + text)
        worst.append(report.worst())
    if shown:
        click.echo(dumps(shown[0] if len(files) == 1 else shown))
    return 2 if failed else _exit_code(worst, options["fail_on"])


def _report(document: Document, graph: Graph, rules: Any, options: dict[str, Any]) -> Report:
    from check.runner import check_text

    return check_text(
        document.text,
        graph,
        rules=rules,
        today=_today(),
        as_of=_day(options["as_of"]),
        on=_day(options["on"]),
        issuer=options["issuer"],
        path=document.path,
        kind=document.kind,
    )


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for value in values for name in value.replace(",", " ").split())


def _exit_code(worst: list[Severity | None], fail_on: str) -> int:
    from check.finding import Severity

    if fail_on == "never":
        return 0
    floor = Severity[fail_on.upper()]
    return int(any(severity is not None and severity >= floor for severity in worst))


@viendan.command()
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="json")
@click.option("--text", "only_text", is_flag=True, help="Chỉ in văn bản đã đọc.")
def extract(file: str, form: str, *, only_text: bool) -> None:
    """Liệt kê trích dẫn tìm thấy trong FILE, không kiểm tra."""
    _guarded(lambda: _extract(file, form, only_text=only_text))


def _extract(file: str, form: str, *, only_text: bool) -> int:
    from cite.find import find_citations
    from cite.heading import read_heading
    from cite.mentions import find_mentions
    from report.to_json import dumps, extract_json

    document = _read(file)
    if only_text:
        click.echo(document.text, nl=False)
        return 0
    citations = find_citations(document.text)
    if form == "text":
        for c in citations:
            parts = (c.number or " ".join(c.text.split()), c.date or c.date_text, c.issuer, c.title)
            click.echo("\t".join(str(p or "") for p in parts))
        return 0
    shown = extract_json(
        path=document.path,
        kind=document.kind,
        text=document.text,
        heading=read_heading(document.text, citations),
        citations=citations,
        mentions=find_mentions(document.text, citations),
        unread=document.unread,
    )
    click.echo(dumps(shown))
    return 0


@viendan.command()
@click.argument("number", nargs=-1, required=True)
@_AS_OF
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_LANG
def show(number: tuple[str, ...], form: str, lang: str, as_of: datetime | None) -> None:
    """Cho xem văn bản có SỐ này (mọi văn bản trùng số), tình trạng và quan hệ."""

    def run() -> int:
        from report.to_card import card_json, card_text
        from report.to_json import dumps

        graph, day = _graph(), _day(as_of) or _today()
        found = _named(graph, " ".join(number), lang)
        if form == "json":
            click.echo(dumps([card_json(graph, i, as_of=day) for i in found]))
        else:
            click.echo("\n\n".join(card_text(graph, i, lang, as_of=day) for i in found))
        return 0

    _guarded(run)


def _named(graph: Graph, words: str, lang: str = "vi") -> list[Instrument]:
    """Return the instruments that a number, a citation or an IRI names.

    Raises:
        LegalGraphError: the graph has none; the message states the coverage.
    """
    from cite.lookup import look_up

    found = look_up(words, graph)
    if found:
        return found
    updated = graph.updated.isoformat() if graph.updated else "?"
    raise LegalGraphError(
        f"{words!r}: not in the graph ({len(graph)} instruments, updated {updated}), which says "
        f"nothing of whether it was issued. Check the number, or add it with `viendan ingest`."
        if lang == "en"
        else f"{words!r}: không có trong dữ liệu ({len(graph)} văn bản, cập nhật {updated}); điều "
        "đó không có nghĩa là văn bản không được ban hành. Kiểm tra lại số, hoặc thêm bằng "
        "`viendan ingest`."
    )


@viendan.command()
@click.argument("question")
@click.argument("number", nargs=-1, required=True)
@click.option("--to", help="Văn bản thứ hai, cho câu hỏi path.")
@click.option("--transitive", is_flag=True, help="Theo cả các bước gián tiếp.")
@_AS_OF
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@_LANG
def query(question: str, number: tuple[str, ...], **options: Any) -> None:
    """Hỏi đồ thị: implements, amends, history, basis, cited-by, status, replaces, path."""
    _guarded(lambda: _query(question, " ".join(number), options))


def _query(question: str, number: str, options: dict[str, Any]) -> int:
    from queries.registry import questions
    from report.to_card import card_heading
    from report.to_json import dumps
    from report.to_table import table_csv, table_json, table_text

    asked = questions().get(question)
    if asked is None:
        raise LegalGraphError(
            f"{question!r}: no such question. Ask one of: {', '.join(questions())}."
        )
    graph, lang = _graph(), options["lang"]
    day = _day(options["as_of"]) or _today()
    tables = []
    for instrument in _named(graph, number, lang):
        extra = _extra(asked.options, graph, options)
        tables.append((instrument, asked.ask(graph, instrument.iri, as_of=day, **extra)))
    if options["form"] == "json":
        shown = [table_json(t) for _, t in tables]
        click.echo(dumps(shown[0] if len(shown) == 1 else shown))
        return 0
    empty = "  (chưa có trong dữ liệu)" if lang == "vi" else "  (none in the data)"
    for i, (instrument, table) in enumerate(tables):
        if options["form"] == "csv":
            click.echo(table_csv(table, lang), nl=False)
            continue
        click.echo(("\n" if i else "") + card_heading(instrument, asked, lang))
        click.echo(table_text(table, lang, empty=empty))
    return 0


def _extra(allowed: tuple[str, ...], graph: Graph, options: dict[str, Any]) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if "transitive" in allowed:
        extra["transitive"] = options["transitive"]
    if "to" in allowed:
        if not options["to"]:
            raise LegalGraphError(
                "path: the second instrument is missing. Name it with --to NUMBER."
            )
        extra["to"] = _named(graph, options["to"])[0].iri
    return extra


@viendan.command()
@click.argument("files", nargs=-1, required=True)
def ingest(files: tuple[str, ...]) -> None:
    """Thêm các FILE vào dữ liệu riêng của người dùng, cùng quan hệ với văn bản được dẫn."""
    _guarded(lambda: _ingest(files))


def _ingest(files: tuple[str, ...]) -> int:
    from ingest.drafts import read_draft
    from kg.store import add_to_user

    failed = 0
    for path in files:
        graph = _graph()
        try:
            records = read_draft(_read(path), graph, read_on=_today())
        except (LegalGraphError, OSError) as error:
            _fail(error)
            failed += 1
            continue
        added = add_to_user(
            user_directory(),
            sources=[records.source],
            instruments=[records.instrument, *records.cited],
            relations=records.relations,
            known=graph,
        )
        click.echo(
            f"{path}: {records.instrument.iri}\n"
            f"  +{added.instruments} văn bản, +{added.relations} quan hệ"
        )
    click.echo(f"Dữ liệu riêng: {user_directory()}")
    return 2 if failed else 0


@viendan.command()
@_LANG
def rules(lang: str) -> None:
    """Liệt kê các quy tắc: mã, tên, mức độ, ý nghĩa."""
    from check.registry import all_rules

    for rule in all_rules():
        first = (type(rule).__doc__ or "").strip().splitlines()[0]
        words = first if lang == "en" else rule.message.vi
        click.echo(f"{rule.code}  {rule.slug:<22} {rule.severity.slug:<8} {words}")


@viendan.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """In trang giải thích một quy tắc, ví dụ VD103 hoặc misdated."""

    def run() -> int:
        from inspect import cleandoc

        from check.registry import rule_by_name

        found = rule_by_name(rule)
        click.echo(f"{found.code} {found.slug} ({found.severity.slug})")
        click.echo(f"vi: {found.message.vi}\nen: {found.message.en}\n")
        click.echo(cleandoc(type(found).__doc__ or ""))
        return 0

    _guarded(run)


@viendan.command("lint-data")
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Thư mục dữ liệu khác.")
def lint_data(folder: Path | None) -> None:
    """Chứng minh dữ liệu nhất quán: quan hệ nghịch, thứ tự ngày, không vòng thay thế, có nguồn."""

    def run() -> int:
        from kg.lint import lint
        from kg.store import open_graph
        from kg.vocab import load_vocabulary

        graph = open_graph(folder, None if folder else user_directory())
        problems = list(lint(graph, load_vocabulary()))
        for problem in problems:
            click.echo(problem.message("vi"))
        click.echo(
            f"{len(graph)} instruments, {len(graph.relations)} relations, {len(problems)} problems"
        )
        return int(bool(problems))

    _guarded(run)


if __name__ == "__main__":
    main()
