"""Shared by all tests: importable folders, hypothesis the same everywhere, a cache of their own."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
for place in (ROOT, *(ROOT / "tests" / name for name in ("cite", "kg", "stores"))):
    if str(place) not in sys.path:
        sys.path.insert(0, str(place))

settings.register_profile(
    "viendan",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("viendan")

# Graphs compiled for homes that last as long as a test would pile up in the user's own cache.
CACHE = tempfile.mkdtemp(prefix="viendan-tests-")
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = CACHE
