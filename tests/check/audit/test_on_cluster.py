"""An audit on a Dask cluster: what one process would write, with a worker killed in the middle."""

from __future__ import annotations

import random
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from audited import HERE, SAMPLES, draft, nearby, run, said
from dask_processes import Running
from plans import NEW, OLD, REPLACES, cited, write

from check.audit.pool import How
from kg.model import Source
from kg.store import open_graph
from kg.store.records import add_to_user

pytest.importorskip("distributed")


@pytest.fixture
def drafts(tmp_path) -> Path:
    """Many drafts, one that cannot be read, and one that is its copy."""
    _, instruments = nearby(8)
    chance, root = random.Random(11), tmp_path / "dự thảo"  # noqa: S311
    root.mkdir()
    for number in range(200):
        (root / f"{number:03d}.txt").write_text(draft(chance, instruments), encoding="utf-8")
    for kind in ("docx", "pdf"):
        (root / f"mẫu.{kind}").write_bytes((SAMPLES / f"ke-hoach-cchc.{kind}").read_bytes())
    (root / "hỏng.docx").write_bytes(b"PK\x03\x04 broken")
    (root / "bản sao.txt").write_bytes((root / "000.txt").read_bytes())
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_as_one_process_though_a_worker_is_killed(drafts, tmp_path):
    pytest.importorskip("pypdfium2")
    # Workers elsewhere have no such folder: they get the graph with its additions, and the files.
    user = tmp_path / "dữ liệu riêng"
    own = [Source(id="tests", where="tests")]
    add_to_user(user, sources=own, instruments=[OLD, NEW], relations=[REPLACES], known=open_graph())
    write(drafts / "riêng.txt", date(2096, 3, 5), f"Căn cứ {cited(OLD)};")
    open_user = partial(open_graph, None, user)
    alone = tmp_path / "một.sqlite"
    run(drafts, alone, store=open_user, how=HERE)
    running = Running(tmp_path)
    try:
        victim = running.worker("--no-nanny", wait=False)
        running.worker("--no-nanny")

        def progress(done: int, total: int) -> None:
            if total / 4 < done < total and victim.poll() is None:
                victim.kill()
                victim.wait()

        how = How(scheduler=running.address, seconds=60, progress=progress)
        together = tmp_path / "cụm.sqlite"
        run(drafts, together, store=open_user, how=how)
        assert victim.poll() is not None
    finally:
        running.end()
    told = said(together)
    assert told == said(alone)
    assert len(told) == 205
    own_draft = told[str(drafts / "riêng.txt")]
    assert [c.iri for c in own_draft[1]] == [OLD.iri]
    assert "VD201" in {found.code for found in own_draft[2]}
