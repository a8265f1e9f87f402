"""F1 of numbered citations on the labelled documents, unchanged and in every class of variants.

    .venv/bin/python bench/variants.py [GOLD_DIR] [--misses CLASS]

Each class of ``tests/cite/variants.py`` rewrites the labelled citations (or, for normal forms and
letters that a font has throughout, the whole text); the labels' offsets move along. A citation
counts when span and number are right, as in ``../shared/tools/score_extraction.py``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cite.find import find_citations  # noqa: E402 - the checkout comes first on the path

Label = dict[str, Any]
Rewrite = Callable[[str], str]


def _classes() -> ModuleType:
    path = ROOT / "tests" / "cite" / "variants.py"
    spec = importlib.util.spec_from_file_location("spelling_variants", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@dataclass
class Count:
    """Labelled, found and right citations of a class; those it changed, and of them the right."""

    labelled: int = 0
    found: int = 0
    right: int = 0
    changed: int = 0
    changed_right: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.labelled + self.found) if self.right else 0.0

    @property
    def recall(self) -> str:
        """Recall on changed citations alone; the F1 is milder, as it counts the unchanged too."""
        return f"{self.changed_right / self.changed:.3f}" if self.changed else "-"


def number_key(number: object) -> str | None:
    """Return the number as the acceptance scorer compares it."""
    if not number:
        return None
    key = unicodedata.normalize("NFC", str(number)).replace("Ð", "Đ").casefold().replace("–", "-")
    return "".join(key.split()).lstrip("0")


def rewritten(
    text: str, labels: list[Label], rewrite: Rewrite, *, whole: bool
) -> tuple[str, list[Label]]:
    """Return a text and its labels in one class, each with whether it changed."""
    pieces, moved = [], []
    done = size = 0
    for label in sorted(labels, key=lambda x: x["start"]):
        start, end = label["start"], label["end"]
        if start < done:
            # A label inside another one: its place in a rewritten surface is not defined.
            continue
        gap = text[done:start]
        surface = text[start:end]
        gap, new = (rewrite(gap) if whole else gap), rewrite(surface)
        pieces += [gap, new]
        size += len(gap)
        moved.append({**label, "start": size, "end": size + len(new), "changed": new != surface})
        size += len(new)
        done = end
    rest = text[done:]
    pieces.append(rewrite(rest) if whole else rest)
    return "".join(pieces), moved


def score(text: str, labels: list[Label], count: Count, *, misses: bool = False) -> None:
    """Add one document to ``count``."""
    predicted = {
        (c.start, c.end, number_key(c.number)) for c in find_citations(text) if c.number is not None
    }
    wanted = {(x["start"], x["end"], number_key(x["number"])) for x in labels if x.get("number")}
    optional = [(x["start"], x["end"]) for x in labels if x.get("optional")]
    required = {
        (x["start"], x["end"], number_key(x["number"]))
        for x in labels
        if x.get("number") and not x.get("optional")
    }
    extra = {
        p
        for p in predicted - wanted
        if not any(p[0] < end and start < p[1] for start, end in optional)
    }
    right = predicted & required
    count.labelled += len(required)
    count.found += len(right) + len(extra)
    count.right += len(right)
    changed = {(x["start"], x["end"], number_key(x["number"])) for x in labels if x["changed"]}
    count.changed += len(required & changed)
    count.changed_right += len(right & changed)
    if misses:
        for sign, group in (("MISS ", required - right), ("EXTRA", extra)):
            for start, end, number in sorted(group, key=lambda x: x[0]):
                print(f"  {sign} {text[start:end]!r} {number}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--misses", metavar="CLASS", help="print what a class misses")
    options = parser.parse_args()
    documents = []
    for path in sorted(options.gold.glob("*.json")):
        text = path.with_suffix(".txt").read_text("utf-8")
        documents.append((text, json.loads(path.read_text("utf-8"))["citations"]))
    if not documents:
        print(f"no labelled documents in {options.gold}, skipped")
        return 0
    module = _classes()
    classes = {"unchanged": lambda s: s, **module.CLASSES}
    print(
        f"{'class':38}{'changed':>8}{'labelled':>9}{'found':>7}{'right':>7}{'F1':>8}"
        f"{'recall of changed':>19}"
    )
    for name, rewrite in classes.items():
        count = Count()
        for text, labels in documents:
            new, moved = rewritten(text, labels, rewrite, whole=name in module.WHOLE)
            score(new, moved, count, misses=options.misses == name)
        print(
            f"{name:38}{count.changed:8}{count.labelled:9}{count.found:7}{count.right:7}"
            f"{count.f1:8.3f}{count.recall:>19}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
