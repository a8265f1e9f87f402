"""Old Word files and rich text (.doc, .rtf), through LibreOffice.

LibreOffice, without a window, turns them into .docx, which the reader of that format reads;
`antiword` and `catdoc` are faster but lose headers and glue deleted text to inserted text. Each
call has a folder and a profile of its own, which neither runs macros nor follows links, so calls
may run side by side; ``ingest.readers.isolated`` tells what else it cannot do. A file that makes
LibreOffice fail or hang costs that file alone.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ingest.readers.docx import read_docx
from ingest.readers.isolated import isolated
from kg.document import Document
from kg.errors import UnreadableError

SECONDS = 120.0
"""Time accepted for one file."""

_SECONDS_MORE = 5.0
"""Time for each other file in the same call."""
_VARIABLE = "VIENDAN_SOFFICE"
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_INSTALL = (
    "Install LibreOffice (Debian, Ubuntu: apt install libreoffice-writer-nogui; macOS: brew "
    "install --cask libreoffice; Windows: the installer from libreoffice.org), name the program "
    f"in {_VARIABLE}, or save the file as .docx."
)
_RESAVE = "Open it in Word and save it as .docx."
# No macros, and no links: whoever serves a linked picture would learn that the file was read.
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items '
    'xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)
# The stream WordDocument mostly begins right after the header of the file; [MS-DOC] 2.5.2.
_FIB = slice(512, 514)
_FIB_MARK = b"\xec\xa5"
_FLAGS = 512 + 11
_ENCRYPTED = 0x01


class OfficeFile(NamedTuple):
    """A file to read: its bytes, its path for messages, and its kind, ``doc`` or ``rtf``."""

    data: bytes
    path: str
    kind: str


def read_office(file: OfficeFile) -> Document:
    """Return the document of a file; its places are those in the .docx made of it.

    Raises:
        UnreadableError: LibreOffice is not installed or cannot read the file; see ``read_docx``.
    """
    (found,) = read_office_files([file])
    if isinstance(found, UnreadableError):
        raise found
    return found


def read_office_files(
    files: Sequence[OfficeFile], *, seconds: float = SECONDS
) -> list[Document | UnreadableError]:
    """Return for each file its document or why it cannot be read.

    All are converted in one call, which for many takes a sixth of the time. What comes out of a
    call that fails is kept, and the rest is tried one by one.
    """
    program = _program()
    readable = [n for n, file in enumerate(files) if program and not _is_encrypted(file)]
    made = _convert([files[n] for n in readable], program or "", seconds)
    packages = dict(zip(readable, made, strict=True))
    return [_document(file, packages.get(n), program) for n, file in enumerate(files)]


def docx_of(file: OfficeFile) -> bytes:
    """Return the .docx that LibreOffice makes of a file, which may be ``odt``, too.

    Raises:
        UnreadableError: as ``read_office``.
    """
    program = _program()
    package: bytes | str | None = None
    if program is not None and not _is_encrypted(file):
        (package,) = _convert([file], program, SECONDS)
    found = _document(file, package, program)
    if isinstance(found, UnreadableError):
        raise found
    return package if isinstance(package, bytes) else b""


def _document(
    file: OfficeFile, package: bytes | str | None, program: str | None
) -> Document | UnreadableError:
    if program is None:
        return UnreadableError(f"{file.path}: reading .{file.kind} needs LibreOffice. {_INSTALL}")
    if package is None:
        return UnreadableError(
            f"{file.path}: protected with a password. Save it without the password."
        )
    if isinstance(package, str):
        return UnreadableError(
            f"{file.path}: broken .{file.kind} (LibreOffice: {package}). {_RESAVE}"
        )
    try:
        return replace(read_docx(package, path=file.path), kind=file.kind)
    except UnreadableError as error:
        return error


def _program() -> str | None:
    """Return LibreOffice's path, ``None`` when it is not installed."""
    named = os.environ.get(_VARIABLE)
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, (*_NAMES, *_PLACES))), None)


def _is_encrypted(file: OfficeFile) -> bool:
    flags = file.data[_FLAGS : _FLAGS + 1]
    return file.data[_FIB] == _FIB_MARK and bool(flags and flags[0] & _ENCRYPTED)


def _convert(files: Sequence[OfficeFile], program: str, seconds: float) -> list[bytes | str]:
    """Return the .docx of each file, or in few words what went wrong with it."""
    if not files:
        return []
    with TemporaryDirectory(prefix="viendan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for number, file in enumerate(files):
            (folder / f"{number}.{file.kind}").write_bytes(file.data)
        ended, said = _run(folder, program, seconds + _SECONDS_MORE * (len(files) - 1))
        made: list[bytes | str] = []
        for number in range(len(files)):
            package = folder / "out" / f"{number}.docx"
            made.append(package.read_bytes() if package.exists() else said)
    if ended or len(files) == 1:
        return made
    return [
        _convert([file], program, seconds)[0] if isinstance(package, str) else package
        for file, package in zip(files, made, strict=True)
    ]


def _run(folder: Path, program: str, seconds: float) -> tuple[bool, str]:
    """Convert the files in ``folder`` into its ``out``.

    Returns:
        Whether LibreOffice came to an end by itself, and what it says.
    """
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    settings.write_text(_PROFILE.format(items), encoding="utf-8")
    command = [
        shutil.which(program) or program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        *map(str, sorted(path for path in folder.iterdir() if path.is_file())),
    ]
    # A group of its own: the program is a script, or a starter, of the process that works.
    with subprocess.Popen(  # noqa: S603 - the program is the user's own
        isolated(command, folder=folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            return False, f"no answer within {seconds:g} seconds"
        except BaseException:
            # Whoever ends this process must not leave the program behind.
            _kill(process)
            raise
    lines = said.decode(errors="replace").strip().splitlines()
    errors = [line.removeprefix("Error: ") for line in lines if line.startswith("Error")]
    return process.returncode == 0, errors[0].rstrip(".") if errors else "no result"


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with its children."""
    if sys.platform == "win32":
        system = os.environ.get("SYSTEMROOT", r"C:\Windows")
        command = [rf"{system}\System32\taskkill.exe", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    else:
        os.killpg(process.pid, signal.SIGKILL)
