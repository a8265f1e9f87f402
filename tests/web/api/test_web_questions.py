"""GET /query, /conflicts and /answer: what the commands print."""

import json

import httpx
import pytest
from api_files import IRI, cli
from real_server import RealServer

RESOLUTION = "/akn/vn/act/nghi-quyet/chinh-phu/2021-07-15/76-nq-cp"


def ask(server: RealServer, path: str, **asked) -> httpx.Response:
    return httpx.get(f"{server.address}{path}", params=asked)


@pytest.mark.parametrize(
    ("question", "asked", "command"),
    [
        ("status", {"number": "61/2018/NĐ-CP"}, ["61/2018/NĐ-CP"]),
        ("implements", {"iri": RESOLUTION}, [RESOLUTION]),
        ("implements", {"number": "76/NQ-CP ngày 15/7/2021"}, ["76/NQ-CP ngày 15/7/2021"]),
        ("top-cited", {"limit": 5}, ["--limit", "5"]),
        ("replaced-by", {"iri": IRI, "as_of": "2025-01-01"}, [IRI, "--as-of", "2025-01-01"]),
        ("changes", {"since": "2025-06-01", "as_of": "2025-07-02"},
         ["--since", "2025-06-01", "--as-of", "2025-07-02"]),
        ("path", {"number": "118/2025/NĐ-CP", "to": "61/2018/NĐ-CP"},
         ["118/2025/NĐ-CP", "--to", "61/2018/NĐ-CP"]),
        ("basis", {"iri": RESOLUTION, "transitive": "true"}, [RESOLUTION, "--transitive"]),
        ("status", {"iri": IRI, "known": "2024-01-01"}, [IRI, "--known", "2024-01-01"]),
    ],
)  # fmt: skip
def test_answers_are_those_of_the_command_line(
    server: RealServer, question: str, asked: dict, command: list[str]
):
    got = ask(server, f"/query/{question}", **asked)
    option = any(words == "--transitive" for words in command)
    if option and got.status_code == 422:
        pytest.skip("takes no such option")
    assert got.content == cli(server, "query", "--format", "json", question, *command)
    table = ask(server, f"/query/{question}", format="csv", language="en", **asked)
    printed = cli(server, "query", "--format", "csv", "--lang", "en", question, *command)
    assert table.content == printed


def test_conflicts_are_those_of_the_command_line(server: RealServer):
    got = ask(server, "/conflicts", limit=3)
    assert got.content == cli(server, "conflicts", "--format", "json", "--limit", "3")


def test_every_question_is_listed_with_its_options(server: RealServer):
    told = {one["question"]: one for one in ask(server, "/query").json()["questions"]}
    printed = cli(server, "query", "--list").decode().splitlines()
    assert list(told) == [line.split()[0] for line in printed]
    assert {one["name"]: one["required"] for one in told["path"]["options"]}["to"] is True


def test_ambiguous_number_names_the_instruments(server: RealServer):
    got = ask(server, "/query/implements", number="76/NQ-CP")
    assert (got.status_code, got.json()["type"]) == (422, "/problems/ambiguous")
    iris = [one["iri"] for one in got.json()["candidates"]]
    assert RESOLUTION in iris
    chosen = ask(server, "/query/implements", number="76/NQ-CP", iri=RESOLUTION)
    assert chosen.json()["instrument"] == RESOLUTION


@pytest.mark.parametrize(
    ("path", "asked", "kind"),
    [
        ("/query/nothing", {}, "not-found"),
        ("/query/status", {}, "invalid"),
        ("/query/status", {"number": "61/2018/NĐ-CP", "limit": 3}, "invalid"),
        ("/query/top-cited", {"number": "61/2018/NĐ-CP"}, "invalid"),
        ("/query/path", {"number": "61/2018/NĐ-CP"}, "invalid"),
        ("/query/status", {"iri": "/akn/x"}, "invalid"),
        ("/query/status", {"number": "61/2018/NĐ-CP", "as_of": "tomorrow"}, "invalid"),
        ("/answer", {"words": "trời hôm nay thế nào"}, "invalid"),
        ("/answer", {}, "invalid"),
    ],
)
def test_what_cannot_be_asked_is_told(server: RealServer, path: str, asked: dict, kind: str):
    assert ask(server, path, **asked).json()["type"] == f"/problems/{kind}"


def test_question_in_words_is_answered_as_by_the_command(server: RealServer):
    words = "văn bản nào thay thế 61/2018/NĐ-CP?"
    got = ask(server, "/answer", words=words).json()
    assert got["table"] == json.loads(cli(server, "ask", "--format", "json", words))
    assert "61/2018/NĐ-CP" in got["understood"]["vi"]
    assert got["which"] is None


def test_open_choice_is_asked_back_and_made(server: RealServer):
    words = "76/NQ-CP còn hiệu lực không"
    first = ask(server, "/answer", words=words).json()
    assert first["table"] is None
    assert RESOLUTION in [one["iri"] for one in first["which"]["candidates"]]
    second = ask(server, "/answer", words=words, iri=RESOLUTION).json()
    assert second["table"]["instrument"] == RESOLUTION
    assert second["which"] is None
