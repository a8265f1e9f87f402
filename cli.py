"""The command line: parse, call, render, exit code. 0 nothing found, 1 findings, 2 trouble."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from kg.errors import LegalGraphError, UnreadableError

if TYPE_CHECKING:
    from types import ModuleType

    from check.audit.archive import Archive
    from check.audit.judging import Given
    from check.audit.pool import How
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
_LISTS = ["text", "json", "csv", "xlsx"]
_NEEDS_A_FILE = "--format xlsx: a workbook needs a file. Add -o FILE.xlsx."
_SELECT = "Chỉ áp dụng quy tắc này (VD2, misdated)."
_PICTURES = ["mermaid", "dot", "svg", "html"]
_TABLE = click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", *_PICTURES]), default="text"
)
_ARCHIVE = click.option(
    "--archive", type=click.Path(dir_okay=False, path_type=Path), help="Tệp kho kết quả."
)
_OUTPUT = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Ghi vào FILE."
)
P = ParamSpec("P")


def _RULES(command: Callable[P, None]) -> Callable[P, None]:  # noqa: N802 - used as the options are
    """Give a command the options that choose rules."""
    for name, words in (("--ignore", "Bỏ qua quy tắc này."), ("--select", _SELECT)):
        command = click.option(name, multiple=True, metavar="MÃ", help=words)(command)
    return command


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


def _write(content: str | bytes, output: Path | None) -> int:
    """Print a result, or put it in a file in one step."""
    if output is None:
        click.echo(content, nl=False)
    else:
        from kg.vocab.cache import write_atomically

        if output.is_dir() or not output.parent.is_dir():
            raise UnreadableError(f"{output}: give -o a file in a folder that exists.")
        write_atomically(output, content)
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


def _style(output: Path | None) -> Callable[[str, str], str]:
    from report.to_text import plain

    if output or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return plain
    return lambda words, role: click.style(words, fg=_COLOURS.get(role), bold=True)


@viendan.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--date", "on", type=_DAY, help="Ngày của văn bản (mặc định: đọc trong văn bản).")
@_AS_OF
@click.option("--issuer", help="Cơ quan ban hành dự thảo, ví dụ 'Sở Tư pháp tỉnh Bình Định'.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "docx", "pdf", "html", "xlsx", "md", "csv", "jsonl"]),
    help="docx: tệp Word có nhận xét; pdf: có đánh dấu; html: một trang tự đủ; xlsx: bảng tính.",
)
@click.option("--suggest", is_flag=True, help="Ghi đề xuất sửa dưới dạng theo dõi thay đổi (Word).")
@click.option("--fix", is_flag=True, help="Sửa luôn những lỗi chắc chắn và liệt kê từng chỗ sửa.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Tệp kết quả; thư mục nếu nhiều FILE."
)
@_RULES
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

    rules = select_rules(_names(options["select"]), _names(options["ignore"]))
    graph, form = _graph(options["store"]), options["form"]
    seen: list[Severity | LegalGraphError | None] = []
    if form in ("docx", "pdf") or options["suggest"] or options["fix"]:
        seen += _given_back(files, graph, rules, options)
    elif form == "xlsx":
        _checked_workbook(_outcomes(files, graph, rules, options, seen), graph, options)
    else:
        from report.rendered import rendered

        outcomes = _outcomes(files, graph, rules, options, seen)
        alone, style = files[0] if len(files) == 1 else None, _style(options["output"])
        shown = rendered(
            form or "text", outcomes, graph, language=options["lang"], alone=alone, style=style
        )
        _write_pieces(shown, options["output"])
    if any(isinstance(outcome, LegalGraphError) for outcome in seen):
        return 2
    return _exit_code([worst for worst in seen if not isinstance(worst, LegalGraphError)], options)


def _outcomes(
    files: tuple[str, ...],
    graph: Store,
    rules: Any,
    options: dict[str, Any],
    seen: list[Severity | LegalGraphError | None],
) -> Iterator[Report | LegalGraphError]:
    """Yield the report on each document, or why there is none; keep the worst found of each."""
    for document in (d for path in files for d in _documents(path)):
        if isinstance(document, LegalGraphError):
            _fail(document)
            seen.append(document)
            yield document
        else:
            report = _report(document, graph, rules, options)
            seen.append(report.worst())
            yield report


def _checked_workbook(
    outcomes: Iterator[Report | LegalGraphError], graph: Store, options: dict[str, Any]
) -> None:
    """Put what was found in a workbook.

    Raises:
        UnreadableError: it has no file to go to.
    """
    from report.to_check_xlsx import check_workbook

    output = options["output"]
    if output is None:
        raise UnreadableError(_NEEDS_A_FILE)
    _write(check_workbook(list(outcomes), graph, language=options["lang"]), output)
    click.echo(str(output))


def _write_pieces(pieces: Iterator[str], output: Path | None) -> None:
    """Print pieces as they come, or put them in a file in one step."""
    if output is not None:
        _write("".join(pieces), output)
        return
    for piece in pieces:
        click.echo(piece, nl=False)


def _given_back(
    files: tuple[str, ...], graph: Store, rules: Any, options: dict[str, Any]
) -> Iterator[Severity | LegalGraphError | None]:
    """Write what is given back of each file, say so, and yield the worst found in each."""
    from kg.vocab.cache import write_atomically
    from report.given_back import Names, Wanted, give_back
    from report.to_text import close

    form, lang, now = options["form"], options["lang"], datetime.now()  # noqa: DTZ005
    wanted = Wanted(form, options["suggest"], options["fix"], lang, now)
    names = Names(options["output"], several=len(files) > 1)
    for file in files:
        try:
            done = give_back(Path(file), lambda d: _report(d, graph, rules, options), wanted)
            name = names.of(Path(file), done.suffix)
            write_atomically(name, done.data)
        except LegalGraphError as error:
            _fail(error)
            yield error
            continue
        for line in (f"{file} -> {name}", *close(done.report, lang), *done.told):
            click.echo(line)
        yield done.report.worst()


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


def _exit_code(worst: list[Severity | None], options: dict[str, Any]) -> int:
    from check.finding import Severity

    fail_on = options["fail_on"]
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
    from report.to_extract import extracted

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
            shown.append(extracted(document, _citations(document)))
    if shown:
        from report.to_json import dumps, one_or_all

        click.echo(dumps(one_or_all(shown, file)))
    return 2 if failed else 0


def _citations(document: Document) -> list[Citation]:
    """Return the citations of a document; only those of scans need the graph to be read."""
    from cite.documents import citations_of

    return citations_of(document, _graph() if document.recognised else None)


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


@viendan.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_AS_OF
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Thư mục ghi kết quả.")
@_RULES
@_ARCHIVE
@click.option("--jobs", type=click.IntRange(0), help="Số tiến trình (mặc định: số nhân máy).")
@click.option("--seconds", type=float, default=600, show_default=True, help="Tối đa cho một tệp.")
@click.option("--scheduler", metavar="URI", help="Chạy trên cụm Dask, ví dụ tcp://127.0.0.1:8786.")
@click.option("--again", is_flag=True, help="Đọc lại cả những tệp không thay đổi.")
@click.option("--forget", is_flag=True, help="Xóa DIR khỏi kho kết quả, kể cả nội dung đã lưu.")
@_STORE
@_LANG
@_guarded
def audit(folder: Path, **options: Any) -> int:
    """Kiểm tra cả thư mục; chạy lại chỉ đọc tệp mới và chỉ đánh giá lại những gì đã đổi.

    Ghi bảng tính và trang HTML vào thư mục kết quả (mặc định: <DIR>.audit ở thư mục hiện tại).
    """
    from check.audit.archive import Archive
    from check.audit.run import audit as run_audit
    from check.audit.run import forget
    from report.to_audit_text import audit_text

    path = options["archive"] or _archive_of(folder)
    if options["forget"]:
        for archive in _archives(path):
            click.echo(f"{folder}: -{forget(archive, folder)}")
        return 0
    output = options["output"] or Path(f"{folder.resolve().name}.audit")
    files = [f for f in _documents_below(folder) if output.resolve() not in f.resolve().parents]
    with Archive(path) as archive:
        with _bar() as tell:
            run = run_audit(
                folder, files, archive, _given(options), _how(options, tell), started=_now()
            )
        graph = _graph(options["store"])
        click.echo(audit_text(archive, run, graph, options["lang"], as_of=run.as_of))
        _write_audit(archive, graph, output, options["lang"], run.as_of)
        return 2 if archive.counts()[2] else 0


def _write_audit(archive: Archive, graph: Store, output: Path, lang: str, as_of: date) -> None:
    """Write the reports of an audit and say where they are."""
    from report.to_audit_page import audit_page
    from report.to_xlsx import audit_workbook

    output.mkdir(parents=True, exist_ok=True)
    audit_workbook(archive, graph, output / "audit.xlsx", language=lang, as_of=as_of)
    click.echo(f"\n{output / 'audit.xlsx'}")
    _write(audit_page(archive, graph, language=lang, as_of=as_of), output / "audit.html")
    click.echo(str(output / "audit.html"))


def _archive_of(folder: Path) -> Path:
    """Return the file where the verdicts on a folder are kept."""
    from zlib import crc32

    whole = folder.resolve()
    return _audits() / f"{whole.name or 'audit'}-{crc32(str(whole).encode()):08x}.sqlite"


def _audits() -> Path:
    return user_directory() / "audits"


@viendan.command()
@click.argument("number", nargs=-1, required=True)
@_AS_OF
@_ARCHIVE
@click.option("--through", is_flag=True, help="Cả qua văn bản hướng dẫn, sửa đổi văn bản này.")
@click.option("--format", "form", type=click.Choice(_LISTS), default="text")
@_STORE
@_OUTPUT
@_LANG
@_guarded
def impact(number: tuple[str, ...], form: str, lang: str, **options: Any) -> int:
    """Tài liệu đã kiểm tra nào viện dẫn văn bản có SỐ này, và từng tài liệu phải sửa gì."""
    from check.audit.impact import impact as impact_of
    from report import to_impact

    graph, day = _graph(options["store"]), _day(options["as_of"]) or _today()
    asked = _named(graph, " ".join(number), lang)
    found = [
        impact_of(archive, graph, one.iri, as_of=day, through=options["through"])
        for archive in _archives(options["archive"])
        for one in asked
    ]
    return _listed(to_impact, "impact", found, graph, (form, lang, options["output"]))


@viendan.command()
@_AS_OF
@_ARCHIVE
@click.option(
    "--after", type=click.IntRange(0), help="Kể từ sau lần chạy số N (mặc định: lần này)."
)
@click.option("--all", "everything", is_flag=True, help="Kể cả các lưu ý.")
@click.option("--jobs", type=click.IntRange(0), help="Số tiến trình (mặc định: số nhân máy).")
@click.option("--format", "form", type=click.Choice(_LISTS), default="text")
@_STORE
@_OUTPUT
@_LANG
@_guarded
def watch(form: str, lang: str, **options: Any) -> int:
    """Đánh giá lại các tài liệu đã kiểm tra theo dữ liệu mới; kể tài liệu nào đã lỗi thời."""
    from check.audit.run import judge_again
    from check.audit.watch import watch as watch_of
    from report import to_watch

    graph, found = _graph(options["store"]), []
    for archive in _archives(options["archive"]):
        runs = archive.runs()
        # A run that goes on keeps its number: what counts is the last that came to its end.
        last = max((run.id for run in runs if run.finished), default=0)
        after = last if options["after"] is None else options["after"]
        given = _given(options)
        given = given._replace(rules=runs[-1].rules) if runs else given
        with _bar() as tell:
            judge_again(archive, given, _how(options, tell), started=_now())
        found.append(watch_of(archive, graph, after=after, everything=options["everything"]))
    return _listed(to_watch, "watch", found, graph, (form, lang, options["output"]))


def _listed(
    outputs: ModuleType,
    name: str,
    found: list[Any],
    graph: Store,
    how: tuple[str, str, Path | None],
) -> int:
    """Print what an archive answers, or put it in a file, by the functions of an output's module.

    Raises:
        UnreadableError: a workbook has no file to go to.
    """
    form, lang, output = how
    if form == "xlsx":
        return _workbook([outputs, name, found, graph, lang], output)
    shown = [getattr(outputs, f"{name}_{form}")(one, graph, lang).rstrip() for one in found]
    if form == "json" and len(shown) > 1:
        shown = [f"[{', '.join(shown)}]"]
    return _write("\n\n".join(shown) + "\n", output)


def _workbook(made_of: list[Any], output: Path | None) -> int:
    from dataclasses import replace

    from report.to_xlsx import write_workbook

    if output is None:
        raise UnreadableError(_NEEDS_A_FILE)
    outputs, name, found, graph, lang = made_of
    made = getattr(outputs, f"{name}_sheet")
    sheets = [made(one, graph, lang, beside=output.resolve().parent) for one in found]
    numbered = (
        replace(s, name=f"{s.name} {n}" if n > 1 else s.name) for n, s in enumerate(sheets, 1)
    )
    write_workbook(output, numbered, language=lang)
    click.echo(str(output))
    return 0


def _archives(archive: Path | None) -> Iterator[Archive]:
    """Yield the archive named, else all of the user's, open one after another.

    Raises:
        UnreadableError: nothing has been audited.
    """
    from check.audit.archive import Archive

    found = [archive] if archive else sorted(_audits().glob("*.sqlite"))
    if not found or not found[0].exists():
        raise UnreadableError(
            f"{archive or _audits()}: nothing has been audited. Run `viendan audit DIR` first."
        )
    for path in found:
        with Archive(path) as opened:
            yield opened


def _given(options: dict[str, Any]) -> Given:
    """Return what the processes of an audit are given."""
    from check.audit.judging import Given
    from check.registry import select_rules
    from ingest.readers.together import documents_together

    rules = select_rules(_names(options.get("select", ())), _names(options.get("ignore", ())))
    open_store = _open_store(options["store"])
    day = _day(options["as_of"]) or _today()
    return Given(documents_together, open_store, day, tuple(rule.code for rule in rules))


def _open_store(store: str | None) -> Callable[[], Store]:
    """Return what opens the graph in another process."""
    from functools import partial

    if store:
        from kg.store.neo4j.reading import open_neo4j

        return partial(open_neo4j, store, **_credentials())
    from kg.store import open_graph

    return partial(open_graph, None, user_directory())


def _how(options: dict[str, Any], tell: Callable[[int, int], None]) -> How:
    from check.audit.pool import How

    names = {"jobs", "seconds", "scheduler", "again"} & options.keys()
    return How(progress=tell, **{name: options[name] for name in names})


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")  # noqa: DTZ005 - the user's own clock


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Show how far it is and the time left, at a terminal; give what is to be told."""
    with click.progressbar(length=1, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield tell


def _documents_below(folder: Path) -> Iterator[Path]:
    """Return the documents in a folder.

    Raises:
        UnreadableError: there is no such folder.
    """
    from ingest.sources.folder import documents_below

    if not folder.is_dir():
        raise UnreadableError(f"{folder}: no such folder. Check the path.")
    return documents_below(folder)


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
    with _bar() as tell:
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


@viendan.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--token", envvar="VIENDAN_TOKEN", help="Mã truy cập; bắt buộc nếu không chỉ máy này."
)
@click.option("--name", "names", multiple=True, help="Tên máy chủ khác mà trình duyệt có thể dùng.")
@click.option("--processes", type=click.IntRange(1), help="Số tiến trình (mặc định: số nhân máy).")
@_STORE
@_guarded
def serve(store: str | None, processes: int | None, **options: Any) -> int:
    """Mở trang web và API trên máy này, cho tới khi bấm Ctrl+C."""
    from kg.extras import need

    need("viendan serve", extra="web", packages=("fastapi", "jinja2", "multipart", "uvicorn"))
    from web.serve import serve as run
    from web.settings import Settings

    run(
        Settings(
            open_store=_open_store(store),
            today=_today,
            processes=processes or os.cpu_count() or 1,
            **options,
        )
    )
    return 0


@viendan.command()
@_KNOWN
@_STORE
@_guarded
def mcp(store: str | None, known: datetime | None) -> int:
    """Phục vụ trợ lý AI qua MCP (đầu vào, đầu ra chuẩn); trợ lý tự khởi động lệnh này."""
    from web.mcp.serve import serve as run

    run(lambda: _graph(store, known), today=_today)
    return 0


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
