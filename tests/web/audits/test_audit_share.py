"""What one sender of archives may take, and what the name of an archive may do."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from kg.store import open_graph
from web.audits.jobs import Jobs
from web.audits.members import unpack
from web.problems import ProblemError
from web.settings import Settings


def test_one_client_sends_three_archives_at_a_time(tmp_path):
    store = partial(open_graph, None, tmp_path)
    jobs = Jobs(Settings(open_store=store, today=date.today), tmp_path)
    try:
        coming = [jobs.room("a") for _ in range(3)]
        with pytest.raises(ProblemError) as refused:
            jobs.room("a")
        assert refused.value.slug == "busy"
        coming.append(jobs.room("b"))
        jobs.refuse(coming.pop(0))
        coming.append(jobs.room("a"))
        for folder in coming:
            jobs.refuse(folder)
    finally:
        jobs.end()
        jobs.close()


@pytest.mark.parametrize(
    ("name", "top"),
    [
        ("javascript:alert(1).zip", ""),
        ("x.zip", "https:"),
        ("\\\\evil.example\\share.zip", ""),
        ("...zip", ""),
        ("a..b.zip", ""),
    ],
)
def test_links_below_the_root_lead_nowhere_else(tmp_path, name, top):
    source, folder = tmp_path / "sent", tmp_path / "files"
    folder.mkdir()
    with ZipFile(source, "w") as archive:
        archive.writestr(f"{top}/a.txt".lstrip("/"), "a")
    root = unpack(source, folder, name=name, room=1000, told=lambda done: None).root
    assert root
    assert not Path(root).is_absolute()
    assert ":" not in root
    assert ".." not in root
    assert not root.startswith(("\\", "/"))
