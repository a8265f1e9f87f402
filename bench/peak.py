"""The most memory a process has held."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def peak_mb(process: str = "self") -> float:
    """Return the peak of resident memory in MB, of this process or the one of an id.

    ``ru_maxrss`` is no substitute where there is a /proc: a process inherits it from the one that
    started it.
    """
    status = Path(f"/proc/{process}/status")
    if status.is_file():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
