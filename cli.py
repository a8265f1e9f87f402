"""The command line: parse, call, render, exit code. 0 nothing found, 1 findings, 2 trouble."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from kg.errors import LegalGraphError, UnreadableError

if TYPE_CHECKING:
    from check.finding import Severity
    from check.runner import Report
    from ingest.pipeline import Summary
    from kg.contract import Store
    from kg.document import Document
    from kg.model import Citation, Instrument
    from queries.asking.understanding import Understanding
    from queries.question import Question
    from queries.table import Table

_DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
_LANG = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", help="Ngôn ngữ / language."
)
_AS_OF = click.option("--as-of", type=_DAY, help="Đối chiếu đến ngày (mặc định: hôm nay).")
_KNOWN = click.option("--known", type=_DAY, help="Chỉ dùng những gì đã công bố đến ngày này.")
_STORE = click.option(
    "--store", metavar="URI", help="Đồ thị trên máy chủ, ví dụ neo4j://127.0.0.1:7687."
)
_PICTURES = ["mermaid", "dot", "svg", "html"]
_TABLE = click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", *_PICTURES]), default="text"
)
_OUTPUT = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Ghi vào FILE."
)
P = ParamSpec("P")
#: So many near numbers are told of one that is not in the graph.
_FEW = 5
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan", "propose": "green"}


def _answering(command: Callable[P, None]) -> Callable[P, None]:
    """Give a command the options of all that answer questions with tables."""
    for option in (_LANG, _OUTPUT, _TABLE, _STORE, _KNOWN):
        command = option(command)
    return command


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


def _graph(store: str | None = None, known: datetime | None = None) -> Store:
    """Return the graph: of the data and the user's additions, or of a server; as known by a day."""
    graph: Store
    if store:
        from kg.store.neo4j.reading import open_neo4j

        graph = open_neo4j(store, **_credentials())
    else:
        from kg.store import open_graph

        graph = open_graph(user_dir=user_directory())
    if known:
        from kg.known import known_by

        graph = known_by(graph, known.date())
    return graph


def _credentials() -> dict[str, str | None]:
    return {name: os.environ.get(f"VIENDAN_NEO4J_{name.upper()}") for name in ("user", "password")}


def _write(text: str, output: Path | None) -> int:
    """Print a result, or put it in a file in one step."""
    if output is None:
        click.echo(text, nl=False)
    else:
        from kg.vocab.cache import write_atomically

        write_atomically(output, text)
    return 0


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the user's own calendar day


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _documents(path: str) -> Iterator[Document | LegalGraphError]:
    """Yield every document of a file, archive or mail; '-' is standard input."""
    from ingest.readers.documents import documents, documents_in

    return documents_in(sys.stdin.buffer.read(), name="-") if path == "-" else documents(path)


def _read(path: str) -> Document:
    """Return the first document of a file.

    Raises:
        LegalGraphError: it cannot be read.
    """
    document = next(_documents(path))
    if isinstance(document, LegalGraphError):
        raise document
    return document


def _fail(error: LegalGraphError | OSError) -> None:
    click.echo(f"viendan: {error}", err=True)


def _guarded(run: Callable[P, int]) -> Callable[P, None]:
    """Run a command's body; what the project raises on purpose becomes exit code 2."""

    @wraps(run)
    def guarded(*args: P.args, **options: P.kwargs) -> None:
        try:
            code = run(*args, **options)
        except (LegalGraphError, OSError) as error:
            _fail(error)
            code = 2
        sys.exit(code)

    return guarded


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
@_STORE
@_LANG
@_guarded
def check(files: tuple[str, ...], **options: Any) -> int:
    """Kiểm tra trích dẫn trong các FILE; '-' là đầu vào chuẩn.

    Đọc .docx, .doc, .odt, .rtf, .pdf, .html, .txt, .md, bản quét, ảnh, .eml, .mht và .zip.
    """
    from check.registry import select_rules
    from report.to_json import check_json, dumps
    from report.to_text import check_text_report

    rules = select_rules(_names(options["select"]), _names(options["ignore"]))
    graph, style, lang = _graph(options["store"]), _style(), options["lang"]
    shown: list[Any] = []
    worst: list[Severity | None] = []
    failed = False
    for document in (d for path in files for d in _documents(path)):
        if isinstance(document, LegalGraphError):
            _fail(document)
            failed = True
            continue
        report = _report(document, graph, rules, options)
        if options["form"] == "json":
            shown.append(check_json(report, lang))
        else:
            lead = "\n" if worst else ""
            click.echo(lead + check_text_report(report, lang, style=style))
        worst.append(report.worst())
    if shown:
        click.echo(dumps(_one_or_all(shown, files)))
    return 2 if failed else _exit_code(worst, options["fail_on"])


def _one_or_all(shown: list[Any], files: tuple[str, ...]) -> Any:
    """Return the object of one plain file, else a list, also of an archive with one document."""
    plain = [s["document"]["path"] for s in shown] == list(files)
    return shown[0] if plain and len(files) == 1 else shown


def _report(document: Document, graph: Store, rules: Any, options: dict[str, Any]) -> Report:
    from check.runner import check_document

    return check_document(
        document,
        graph,
        rules=rules,
        today=_today(),
        as_of=_day(options.get("as_of")),
        on=_day(options.get("on")),
        issuer=options.get("issuer"),
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
@_guarded
def extract(file: str, form: str, *, only_text: bool) -> int:
    """Liệt kê trích dẫn tìm thấy trong FILE, không kiểm tra."""
    shown = []
    failed = False
    for document in _documents(file):
        if isinstance(document, LegalGraphError):
            _fail(document)
            failed = True
        elif only_text:
            click.echo(document.text, nl=False)
        elif form == "text":
            for c in _citations(document):
                words = c.number or " ".join(c.text.split())
                parts = (words, c.date or c.date_text, c.issuer, c.title)
                click.echo("\t".join(str(p or "") for p in parts))
        else:
            shown.append(_extracted(document))
    if shown:
        from report.to_json import dumps

        click.echo(dumps(_one_or_all(shown, (file,))))
    return 2 if failed else 0


def _citations(document: Document) -> list[Citation]:
    """Return the citations of a document; only those of scans need the graph to be read."""
    from cite.documents import citations_of

    return citations_of(document, _graph() if document.recognised else None)


def _extracted(document: Document) -> dict[str, Any]:
    from cite.heading import read_heading
    from cite.mentions import find_mentions
    from report.to_json import extract_json

    citations = _citations(document)
    return extract_json(
        path=document.path,
        kind=document.kind,
        text=document.text,
        heading=read_heading(document.text, citations),
        citations=citations,
        mentions=find_mentions(document.text, citations),
        unread=document.unread,
        recognised=document.recognised,
        decoded_from=document.decoded_from,
    )


@viendan.command()
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_OUTPUT
@_LANG
@_guarded
def relations(file: str, form: str, lang: str, output: Path | None) -> int:
    """Toàn văn trong FILE nói gì về chính nó và về văn bản khác, kèm câu chữ làm căn cứ."""
    from ingest.full_text import read_full_text
    from report.to_relations import relations_text, relations_to_json

    found = read_full_text(_read(file).text)
    shown = relations_to_json(found) if form == "json" else relations_text(found, lang)
    return _write(f"{shown}\n", output)


@viendan.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Số dòng.")
@_STORE
@_OUTPUT
@_LANG
@_guarded
def coverage(paths: tuple[Path, ...], form: str, lang: str, **options: Any) -> int:
    """Dữ liệu biết bao nhiêu phần các văn bản mà tài liệu trong PATH (thư mục, tệp) viện dẫn."""
    from check.coverage import Coverage
    from ingest.readers.documents import documents
    from report.to_coverage import coverage_csv, coverage_json, coverage_text

    graph, counted, unread = _graph(options["store"]), Coverage(), list[str]()
    for file in _files(paths):
        for document in documents(file):
            if isinstance(document, LegalGraphError):
                unread.append(str(document))
                _fail(document)
            else:
                counted.add(_report(document, graph, (), {}))
    if form == "json":
        shown = coverage_json(counted, graph, unread=unread) + "\n"
    elif form == "csv":
        shown = coverage_csv(counted)
    else:
        limit = options["limit"]
        shown = coverage_text(counted, graph, lang, unread=unread, limit=limit) + "\n"
    _write(shown, options["output"])
    return 2 if unread else 0


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files of folders and the files named, with a bar at a terminal.

    Raises:
        UnreadableError: a path does not exist.
    """
    from ingest.sources.folder import documents_below

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UnreadableError(f"{missing[0]}: no such file or folder. Check the path.")
    found = [f for path in paths for f in (documents_below(path) if path.is_dir() else [path])]
    with click.progressbar(found, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


@viendan.command()
@click.argument("number", nargs=-1, required=True)
@_AS_OF
@_KNOWN
@_STORE
@click.option("--format", "form", type=click.Choice(["text", "json", *_PICTURES]), default="text")
@_OUTPUT
@_LANG
@_guarded
def show(number: tuple[str, ...], form: str, lang: str, **options: Any) -> int:
    """Cho xem văn bản có SỐ này (mọi văn bản trùng số): tình trạng, quan hệ, lược đồ."""
    graph, day = _graph(options["store"], options["known"]), _day(options["as_of"]) or _today()
    found = _named(graph, " ".join(number), lang)
    if form in _PICTURES:
        from report.to_picture import draw_instruments

        drawn = draw_instruments(graph, found, form, as_of=day, language=lang)
        return _write(drawn, options["output"])
    if form == "json":
        from report.to_card import card_json
        from report.to_json import dumps

        shown = dumps([card_json(graph, i, as_of=day) for i in found])
    else:
        from report.to_card import card_text

        shown = "\n\n".join(card_text(graph, i, lang, as_of=day) for i in found)
    return _write(f"{shown}\n", options["output"])


def _named(graph: Store, words: str, lang: str = "vi") -> list[Instrument]:
    """Return the instruments that a number, a citation or an IRI names.

    Raises:
        LegalGraphError: the graph has none; the message states the coverage and near numbers.
    """
    from cite.lookup import look_up

    found = look_up(words, graph)
    if found:
        return found
    updated = graph.updated.isoformat() if graph.updated else "?"
    near = ", ".join(graph.near_numbers(words)[:_FEW])
    raise LegalGraphError(
        f"{words!r}: not in the graph ({len(graph)} instruments, updated {updated}), which says "
        f"nothing of whether it was issued. Check the number, or add it with `viendan ingest`."
        f"{f' Near it: {near}.' if near else ''}"
        if lang == "en"
        else f"{words!r}: không có trong dữ liệu ({len(graph)} văn bản, cập nhật {updated}); điều "
        "đó không có nghĩa là văn bản không được ban hành. Kiểm tra lại số, hoặc thêm bằng "
        f"`viendan ingest`.{f' Số gần giống: {near}.' if near else ''}"
    )


@viendan.command()
@click.argument("number", nargs=-1)
@click.option("--limit", type=click.IntRange(1), help="Số dòng nhiều nhất.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@_STORE
@_OUTPUT
@_LANG
@_guarded
def conflicts(number: tuple[str, ...], form: str, lang: str, **options: Any) -> int:
    """Chỗ các nguồn mâu thuẫn nhau (của một văn bản, hoặc tất cả): dùng giá trị nào, vì sao."""
    from queries.conflicts import CONFLICTS, conflicts_table

    graph, limit = _graph(options["store"]), options["limit"]
    iris = [i.iri for i in _named(graph, " ".join(number), lang)] if number else [None]
    tables = [conflicts_table(graph, iri, as_of=_today(), limit=limit) for iri in iris]
    return _write(_shown(graph, CONFLICTS, tables, form, lang), options["output"])


@viendan.command(epilog="Câu hỏi: viendan query --list")
@click.argument("question", required=False)
@click.argument("number", nargs=-1)
@click.option("--list", "listed", is_flag=True, help="Liệt kê các câu hỏi.")
@click.option("--to", help="Văn bản thứ hai, cho câu hỏi path.")
@click.option("--since", type=_DAY, help="Chỉ kể thay đổi sau ngày này, cho câu hỏi changes.")
@click.option("--limit", type=click.IntRange(1), help="Số dòng, cho câu hỏi top-cited.")
@click.option("--transitive", is_flag=True, help="Theo cả các bước gián tiếp.")
@_AS_OF
@_answering
@_guarded
def query(question: str | None, number: tuple[str, ...], **options: Any) -> int:
    """Hỏi đồ thị về một văn bản hoặc về toàn bộ, ví dụ: viendan query implements 76/NQ-CP."""
    from queries.registry import questions

    if options["listed"] or question is None:
        for one in questions().values():
            words = one.vi if options["lang"] == "vi" else one.en
            click.echo(f"{one.slug:<15} {words.format(number='X', to='Y')}")
        return 0 if options["listed"] else 2
    graph = _graph(options["store"], options["known"])
    extra = {
        "to": _named(graph, options["to"])[0].iri if options["to"] else None,
        "since": _day(options["since"]),
        "limit": options["limit"],
        "transitive": options["transitive"] or None,
    }
    return _answer(graph, question, " ".join(number), options, extra)


@viendan.command()
@click.argument("number", nargs=-1)
@click.option("--from", "since", type=_DAY, required=True, help="Sau ngày này (không tính).")
@click.option("--to", "as_of", type=_DAY, required=True, help="Đến hết ngày này.")
@_answering
@_guarded
def diff(number: tuple[str, ...], since: datetime, **options: Any) -> int:
    """Pháp luật thay đổi gì giữa hai ngày: có hiệu lực, thay thế, bãi bỏ, sửa đổi, hết hạn."""
    graph = _graph(options["store"], options["known"])
    return _answer(graph, "changes", " ".join(number), options, {"since": _day(since)})


def _answer(
    graph: Store, name: str, number: str, options: dict[str, Any], extra: dict[str, Any]
) -> int:
    """Ask a question of each instrument of a number, or of the graph, and print the answers."""
    from queries.registry import answer, question

    lang, day = options["lang"], _day(options["as_of"]) or _today()
    given = {name: value for name, value in extra.items() if value is not None}
    asked = question(name)
    iris = [i.iri for i in _named(graph, number, lang)] if number else [None]
    tables = [answer(graph, asked.slug, iri, as_of=day, **given) for iri in iris]
    return _write(_shown(graph, asked, tables, options["form"], lang), options["output"])


def _shown(graph: Store, asked: Question, tables: list[Table], form: str, lang: str) -> str:
    from report.to_table import table_csv, tables_json, tables_text

    if form in _PICTURES:
        from report.to_picture import draw_answers

        return draw_answers(graph, tables, form, language=lang)
    if form == "json":
        return tables_json(tables) + "\n"
    if form == "csv":
        return "".join(table_csv(table, lang) for table in tables)
    return tables_text(graph, asked, tables, lang) + "\n"


@viendan.command()
@click.argument("words", nargs=-1, required=True, metavar="CÂU HỎI")
@_AS_OF
@_answering
@_guarded
def ask(words: tuple[str, ...], form: str, lang: str, **options: Any) -> int:
    """Hỏi bằng lời: 'văn bản nào thay thế 61/2018/NĐ-CP?', 'what implements 76/NQ-CP'."""
    from queries.asking.answering import answered
    from queries.asking.understand import understand
    from queries.asking.wording import which_one
    from queries.registry import question

    graph = _graph(options["store"])
    found = _chosen(understand(" ".join(words), graph, today=_today()), lang)
    click.echo(f"{'Hiểu là' if lang == 'vi' else 'Understood'}: {getattr(found, lang)}", err=True)
    if found.which:
        click.echo(which_one(found, lang))
        return 2
    days = {name: _day(options[name]) for name in ("as_of", "known")}
    table = answered(found, graph, today=_today(), **days)
    return _write(_shown(graph, question(found.slug), [table], form, lang), options["output"])


def _chosen(found: Understanding, lang: str) -> Understanding:
    """Ask a person which instrument is meant; a pipe gets the list instead."""
    from queries.asking.understand import decided
    from queries.asking.wording import which_one

    while found.which and sys.stdin.isatty() and sys.stdout.isatty():
        click.echo(which_one(found, lang))
        choices = found.which[1]
        n = click.prompt("Số" if lang == "vi" else "Number", type=click.IntRange(1, len(choices)))
        found = decided(found, choices[n - 1])
    return found


@viendan.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--source",
    type=click.Choice(["auto", "folder", "generic", "phap-dien", "vbpl"]),
    default="auto",
    help="Dạng nguồn (mặc định: nhận ra theo từng tệp).",
)
@click.option("--licence", default="", help="Điều kiện sử dụng của nguồn.")
@click.option("--url", default="", help="Địa chỉ nơi lấy.")
@click.option("--title", default="", help="Tên của nguồn.")
@click.option("--official", is_flag=True, help="Nguồn là của cơ quan nhà nước.")
@click.option("--jobs", type=click.IntRange(0), help="Số tiến trình đọc (mặc định: số nhân máy).")
@click.option("--seconds", type=float, default=600, show_default=True, help="Tối đa cho một tệp.")
@click.option("--again", is_flag=True, help="Đọc lại cả những gì đã nhận.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem kết quả, không ghi.")
@_guarded
def ingest(paths: tuple[Path, ...], **options: Any) -> int:
    """Thêm tệp, thư mục, bảng (CSV, JSONL, Parquet) vào dữ liệu riêng; dở dang thì chạy lại."""
    from ingest.pipeline import How, Place, rehearse
    from ingest.pipeline import ingest as take_in
    from ingest.sources.taken import About

    about = About(_today(), *(options[name] for name in ("url", "title", "licence", "official")))
    place = Place(user_directory())
    with click.progressbar(length=1, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        how = How(options["source"], options["jobs"], options["seconds"], tell)
        if options["dry_run"]:
            done = rehearse(paths, place, about, how)
        else:
            done = take_in(paths, place, about, how, again=options["again"])
    return _taken_in(done)


def _taken_in(done: Summary) -> int:
    """Print what became of the inputs of a run; return its exit code."""
    from ingest.sources.taken import Outcome

    for entry in done.taken:
        click.echo(f"{entry.where}: {entry.detail}")
    for entry in done.refused:
        click.echo(f"{entry.where}: {entry.detail}", err=True)
    told = "nhận {in}, gộp {merged}, bản sao {copy}, đã có {known}, dòng bị từ chối {refused}, "
    told += "không đọc được {unread}"
    click.echo(told.format(**{outcome.value: done.counts[outcome] for outcome in Outcome}))
    click.echo(f"+{done.added.instruments} văn bản, +{done.added.relations} quan hệ")
    if done.list_of_refused:
        click.echo(f"Danh sách từ chối: {done.list_of_refused}")
    click.echo(f"Dữ liệu riêng: {user_directory()}")
    return 2 if done.counts[Outcome.UNREAD] else 0


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
@_guarded
def explain(rule: str) -> int:
    """In trang giải thích một quy tắc, ví dụ VD103 hoặc misdated."""
    from inspect import cleandoc

    from check.registry import rule_by_name

    found = rule_by_name(rule)
    click.echo(f"{found.code} {found.slug} ({found.severity.slug})")
    click.echo(f"vi: {found.message.vi}\nen: {found.message.en}\n")
    click.echo(cleandoc(type(found).__doc__ or ""))
    return 0


@viendan.command("export")
@click.option("--format", "form", help="turtle, jsonld, nquads, graphml, gexf, neo4j-csv.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="'-': stdout.")
@click.option("--base", help="Gốc IRI của bên công bố (chỉ RDF).")
@_KNOWN
@_STORE
@_guarded
def export_graph(form: str | None, output: Path, base: str | None, **options: Any) -> int:
    """Xuất đồ thị cho công cụ khác; định dạng theo đuôi tệp nếu không nêu --format."""
    from kg.exchange import export, format_of

    out: Any = sys.stdout.buffer if str(output) == "-" else output
    graph = _graph(options["store"], options["known"])
    export(graph, form or format_of(output).name, out, base=base)
    return 0


@viendan.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", help="turtle, jsonld, nquads (mặc định: theo đuôi tệp).")
@_guarded
def import_graph(file: Path, form: str | None) -> int:
    """Thêm đồ thị trong FILE (Turtle, JSON-LD, N-Quads) vào dữ liệu riêng."""
    from kg.exchange import import_file
    from kg.store.records import add_to_user

    new = import_file(file, form)
    added = add_to_user(
        user_directory(),
        sources=new.sources.values(),
        instruments=new.instruments,
        relations=new.relations,
        known=_graph(),
    )
    click.echo(f"{file}: +{added.instruments} văn bản, +{added.relations} quan hệ")
    return 0


@viendan.group()
def load() -> None:
    """Nạp đồ thị vào một máy chủ."""


@load.command("neo4j")
@click.option("--uri", required=True, help="Địa chỉ máy chủ, ví dụ neo4j://127.0.0.1:7687.")
@click.option("--database", help="Cơ sở dữ liệu (mặc định: của người dùng).")
@click.option("--batch", type=click.IntRange(1), default=10_000, show_default=True)
@_guarded
def load_neo4j(uri: str, database: str | None, batch: int) -> int:
    """Nạp đồ thị vào Neo4j; chạy lại thì chỉ ghi phần khác biệt, đang dở thì làm tiếp."""
    from kg.store.neo4j.loading import load

    def tell(what: str, done: int, total: int) -> None:
        click.echo(f"{what}: {done}/{total}", err=True)

    done = load(_graph(), uri, database=database, batch=batch, progress=tell, **_credentials())
    click.echo(
        f"{done.instruments} văn bản, {sum(done.relations.values())} quan hệ; "
        f"ghi {done.written}, xóa {done.removed}; {done.fingerprint}"
    )
    return 0


@viendan.command()
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="[THAM_SỐ=GIÁ_TRỊ]...")
@_LANG
@_guarded
def cypher(name: str | None, values: tuple[str, ...], lang: str) -> int:
    """In câu truy vấn Cypher có sẵn cho Neo4j Browser; không có NAME thì liệt kê."""
    from kg.store.neo4j.ready import READY, for_browser, ready_query

    if name is None:
        for slug, ready in READY.items():
            click.echo(f"{slug:<16} {getattr(ready, lang)}")
        return 0
    pairs = (value.partition("=")[::2] for value in values)
    given = {key: int(text) if text.isdecimal() else text for key, text in pairs}
    click.echo(for_browser(ready_query(name), given), nl=False)
    return 0


@viendan.command("sparql")
@click.argument("query")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@click.option("--seconds", type=float, default=30.0, show_default=True, help="Thời gian tối đa.")
@_OUTPUT
@_guarded
def sparql_query(query: str, form: str, seconds: float, output: Path | None) -> int:
    """Trả lời QUERY (câu SPARQL, tên tệp, hoặc '-') trên đồ thị; chỉ đọc, không dùng mạng."""
    from kg.rdf.sparql import read_query, sparql

    text = sys.stdin.buffer.read().decode() if query == "-" else read_query(query)
    answer = sparql(_graph(), text, seconds=seconds)
    return _write(f"{getattr(answer, form)().rstrip()}\n", output)


@viendan.command("lint-data")
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Thư mục dữ liệu khác.")
@click.option("--shacl", is_flag=True, help="Kiểm tra cả hình dạng SHACL (cần viendan[rdf]).")
@_guarded
def lint_data(folder: Path | None, *, shacl: bool) -> int:
    """Chứng minh dữ liệu nhất quán: quan hệ nghịch, thứ tự ngày, không vòng thay thế, có nguồn."""
    from kg.lint import lint
    from kg.store import open_graph
    from kg.vocab import load_vocabulary

    graph = open_graph(folder, None if folder else user_directory())
    problems = [problem.message("vi") for problem in lint(graph, load_vocabulary())]
    if shacl:
        from kg.rdf.shacl import validate

        problems += [violation.message("vi") for violation in validate(graph)]
    for problem in problems:
        click.echo(problem)
    relations = sum(graph.counts().values())
    click.echo(f"{len(graph)} instruments, {relations} relations, {len(problems)} problems")
    return int(bool(problems))


if __name__ == "__main__":
    main()
