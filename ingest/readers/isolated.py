"""Programs that read files of strangers, cut off from the network and from the user's own files.

LibreOffice and Tesseract are large programs that parse what anybody may have sent. Where the system
lets its users make namespaces and `bubblewrap` is installed (Linux), they see the system read-only,
an empty home and one folder, and no network. Elsewhere they run as the user, with what they can be
told to leave alone; so they do where the variable ``VIENDAN_SANDBOX`` is ``none``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_PROGRAM, _VARIABLE, _NONE = "bwrap", "VIENDAN_SANDBOX", "none"
_SECONDS = 10.0
_SANDBOX = ("--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev")
_OWN = ("--tmpfs", "/tmp", "--tmpfs", "/run")  # noqa: S108 - made empty, nothing is put there


def isolated(command: Sequence[str], *, folder: Path | None = None) -> list[str]:
    """Return a command that runs another one in a sandbox, or that one where there is none.

    Args:
        command: the program, by its full path, and its arguments.
        folder: the only place outside the system that it sees, and where it may write.
    """
    sandbox = None if os.environ.get(_VARIABLE) == _NONE else _sandbox()
    if sandbox is None:
        return [*command]
    hidden = [option for home in _homes() for option in ("--tmpfs", str(home))]
    # The program itself may stand in what is hidden.
    programs = Path(command[0]).resolve().parent
    shown = ["--ro-bind", str(programs), str(programs)]
    if folder is not None:
        shown += ["--bind", str(folder), str(folder), "--chdir", str(folder)]
    return [sandbox, *_SANDBOX, *_OWN, *hidden, *shown, "--", *command]


@cache
def _sandbox() -> str | None:
    """Return the program of the sandbox where it works; containers often forbid it."""
    program = shutil.which(_PROGRAM)
    trial = shutil.which("true")
    if program is None or trial is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - both programs are the system's
            [program, *_SANDBOX, *_OWN, "--", trial],
            check=False,
            capture_output=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if done.returncode == 0 else None


def _homes() -> list[Path]:
    """Return the folders of users that exist, none inside another."""
    own = Path.home().resolve()
    homes = [home for home in (Path("/home"), Path("/root"), own) if home.is_dir()]
    return [home for home in dict.fromkeys(homes) if not {*home.parents} & {*homes}]
