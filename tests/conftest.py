"""Shared by all tests: the repository root is importable, hypothesis runs the same everywhere."""

from __future__ import annotations

import sys
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
