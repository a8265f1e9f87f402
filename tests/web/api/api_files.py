"""Files that tests of the interface send, and what the command line says of them."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from real_server import ROOT, RealServer, environment

SAMPLES = ROOT / "samples"
PLAN = "ke-hoach-cchc"
REPLACED = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;"
IRI = "/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp"


def cli(server: RealServer, *arguments: str, stdin: bytes = b"", folder: Path = SAMPLES) -> bytes:
    """Return what a command prints, with the same data as the server."""
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment(server.folder), input=stdin, capture_output=True
    )
    assert done.returncode < 2, done.stderr.decode()
    return done.stdout


def archive(**members: bytes) -> bytes:
    """Return a zip of files; ``__`` in a name is a dot."""
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "."), data)
    return out.getvalue()
