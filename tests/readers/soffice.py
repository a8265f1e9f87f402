"""Files of other formats, made by LibreOffice from a .docx."""

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

PROGRAM = os.environ.get("VIENDAN_SOFFICE") or shutil.which("soffice")
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{TYPES}.footnotes+xml"/></Types>'
)


def convert(data: bytes, target: str, folder: Path) -> bytes:
    """Return a .docx as another format; ``target`` is as ``--convert-to`` takes it."""
    assert PROGRAM is not None
    source = folder / "source.docx"
    package = io.BytesIO(data)
    with zipfile.ZipFile(package, "a") as file:
        file.writestr("[Content_Types].xml", CONTENT_TYPES)
    source.write_bytes(package.getvalue())
    profile = (folder / "profile").as_uri()
    command = [PROGRAM, "--headless", f"-env:UserInstallation={profile}", "--convert-to", target]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, timeout=120)
    return (folder / f"source.{target.partition(':')[0]}").read_bytes()
