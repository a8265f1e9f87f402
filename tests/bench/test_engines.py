"""The compared engines answer alike on a small graph, and a difference would be told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bench.engines import child
from bench.engines.engine import engine, plain_state
from bench.engines.questions import Questions, draw
from bench.engines.table import differences, markdown
from bench.graphs import write

LOCAL = ("sqlite", "networkx", "rdflib", "pyoxigraph")
DAY = date(2110, 1, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("đồ thị") / "graph"
    write(path, 1500, 9000, 5, first_year=2090)
    return path


@pytest.fixture(scope="module")
def questions(folder: Path) -> Questions:
    asked = draw(folder, 40)
    return asked._replace(states=[iris[:200] for iris in asked.states[:3]])


@pytest.fixture(scope="module")
def results(
    folder: Path, questions: Questions, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict]:
    found = {}
    for name in LOCAL:
        pytest.importorskip(name if name != "sqlite" else "sqlite3")
        place = tmp_path_factory.mktemp(name)
        built = child._build(engine(name), folder, place)
        told = child._ask(engine(name), place, questions)
        answers = json.loads(json.dumps(told))
        found[name] = {"graph": "small", "build": built, "cold": 1.0, **answers}
    return found


def test_engines_agree(results: dict[str, dict]) -> None:
    assert list(differences(results, "sqlite")) == []


def test_questions_have_answers(results: dict[str, dict]) -> None:
    answers = results["sqlite"]["answers"]
    for question in ("by number", "implements", "lineage", "near number"):
        assert any(kept[0] for kept in answers[question]["kept"]), question
    assert any(kept for kept in answers["path"]["kept"])
    states = {state for kept in answers["1,000 statuses"]["kept"] for state in kept.values()}
    assert {"in_force", "replaced", "repealed", "not_yet_in_force"} <= states


def test_most_slips_lead_back_to_what_was_meant(results: dict[str, dict]) -> None:
    for name in LOCAL:
        kept = results[name]["answers"]["near number"]["kept"]
        assert sum(answer[-1] for answer in kept) > 0.7 * len(kept), name


@pytest.mark.parametrize("question", ["by number", "implements", "lineage", "path"])
def test_a_different_answer_is_told(results: dict[str, dict], question: str) -> None:
    changed = json.loads(json.dumps(results))
    changed["networkx"]["answers"][question]["kept"][3] = "other"
    told = list(differences(changed, "sqlite"))
    assert len(told) == 1
    assert told[0].startswith(f"networkx, {question}: 1 of ")


def test_a_different_state_is_told_with_its_instrument(results: dict[str, dict]) -> None:
    changed = json.loads(json.dumps(results))
    states = changed["networkx"]["answers"]["1,000 statuses"]["kept"][0]
    ours = changed["sqlite"]["answers"]["1,000 statuses"]["kept"][0]
    iri = next(iri for iri, state in states.items() if state == ours[iri] == "in_force")
    states[iri] = "repealed"
    (told,) = differences(changed, "sqlite")
    assert iri in told


def test_the_table_has_a_column_for_each_engine(results: dict[str, dict]) -> None:
    lines = markdown(results, "sqlite").splitlines()
    assert all(line.count("|") == len(LOCAL) + 2 for line in lines)


def test_questions_survive_their_file(questions: Questions, tmp_path: Path) -> None:
    questions.write(tmp_path / "q.json")
    read = Questions.read(tmp_path / "q.json")
    assert json.dumps(read) == json.dumps(questions)


def test_questions_ask_about_nothing_twice(questions: Questions) -> None:
    for asked in (questions.numbers, questions.implements, questions.lineages):
        assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("signed", "effective", "ends", "state"),
    [
        ("2110-01-02", None, [], "not_yet_in_force"),
        ("2100-01-01", "2110-01-02", [], "not_yet_in_force"),
        ("2100-01-01", "2110-01-01", [], "in_force"),
        ("2100-01-01", None, [], "unknown"),
        ("2100-01-01", "2100-01-01", [("2110-01-01", "repeals")], "repealed"),
        ("2100-01-01", "2100-01-01", [("2110-01-02", "repeals")], "in_force"),
        (
            "2100-01-01",
            "2100-01-01",
            [("2105-01-01", "repeals"), ("2105-01-01", "replaces")],
            "replaced",
        ),
    ],
)
def test_plain_state_on_boundary_days(
    signed: str, effective: str | None, ends: list[tuple[str, str]], state: str
) -> None:
    found = plain_state(as_of=DAY.isoformat(), signed=signed, effective=effective, ends=ends)
    assert found == state
