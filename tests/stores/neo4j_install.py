"""Fetch the Neo4j Community server of the tests from Maven Central, once.

    python tests/stores/neo4j_install.py

Does nothing where it is there already. Needs ``mvn`` and a Java of 17 or later.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

POM = Path(__file__).parent / "neo4j_home" / "pom.xml"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"


def version() -> str:
    """Return the version that the pom names."""
    found = re.search("<neo4j.version>(.+?)</neo4j.version>", POM.read_text(encoding="utf-8"))
    assert found, f"{POM}: no neo4j.version"
    return found[1]


def library() -> Path:
    """Return the folder of the jars, outside the repository."""
    named = os.environ.get("VIENDAN_NEO4J_HOME")
    home = Path(named) if named else Path.home() / ".cache" / "viendan-neo4j"
    return home / version() / "lib"


def install() -> Path:
    """Fetch the jars unless they are there; return their folder, whole or not at all."""
    lib = library()
    if lib.is_dir():
        return lib
    lib.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=lib.parent) as scratch:
        fetched = Path(scratch) / "lib"
        maven = shutil.which("mvn") or "mvn"
        options = ["-Dstyle.color=never", f"-DoutputDirectory={fetched}", "-DincludeScope=runtime"]
        command = [maven, "-q", "-B", "-f", str(POM), _COPY, *options]
        subprocess.run(command, check=True)
        fetched.rename(lib)
    return lib


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{install()}\n")
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"neo4j_install: {error}. The tests of the Neo4j store will be skipped.")
