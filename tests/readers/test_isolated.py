"""What a program that reads files of strangers can reach."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.readers.isolated import _sandbox, isolated

needs_sandbox = pytest.mark.skipif(_sandbox() is None, reason="no bubblewrap, or not allowed here")
_SHELL = "/bin/sh"


def _run(script: str, folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        isolated([_SHELL, "-c", script], folder=folder),
        check=False,
        capture_output=True,
        timeout=30,
    )


@needs_sandbox
def test_writes_in_its_folder_alone(tmp_path: Path) -> None:
    other = tmp_path / "other"
    own = tmp_path / "Thư mục riêng"
    other.mkdir()
    own.mkdir()
    done = _run(f'echo a > "{own}/a"; echo b > "{other}/b"; echo c > "$HOME/viendan-c"', own)
    assert done.returncode == 0 or b"Read-only" in done.stderr or b"exist" in done.stderr
    assert (own / "a").read_text() == "a\n"
    assert not list(other.iterdir())
    assert not (Path.home() / "viendan-c").exists()


@needs_sandbox
def test_reads_nothing_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("bí mật")
    done = _run(f'cat "{tmp_path}/draft.txt"; ls -A "$HOME"')
    assert "bí mật" not in done.stdout.decode()
    assert not done.stdout.strip()


@needs_sandbox
def test_reaches_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(2)
        port = server.getsockname()[1]
        program = Path("/usr/bin/bash")
        if not program.exists():
            pytest.skip("no bash")
        command = isolated([str(program), "-c", f"echo x > /dev/tcp/127.0.0.1/{port}"])
        done = subprocess.run(command, check=False, capture_output=True, timeout=30)
        assert done.returncode != 0
        with pytest.raises(TimeoutError):
            server.accept()


def test_runs_as_it_is_without_a_sandbox() -> None:
    if _sandbox() is not None and sys.platform != "win32":
        assert isolated(["/bin/true"])[-1] == "/bin/true"
    else:
        assert isolated(["program", "a"]) == ["program", "a"]
