"""The server as assistants see it: what it lists and says, what it writes, how it starts."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import jsonschema
import pytest
from mcp import MCPError
from mcp_assistant import ROOT, assistant, converse, environment, message, run_cli

from check.registry import all_rules
from queries.registry import questions

NAMES = ["check_citations", "look_up", "query", "explain"]
DRAFT = "Căn cứ Nghị định số 61/2018/NĐ-CP: lời riêng của dự thảo mật"


def test_tools_are_listed_with_flat_arguments_and_only_read(helper):
    tools = helper.portal.call(helper.client.list_tools).tools
    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert not tool.annotations.open_world_hint
        for schema in (tool.input_schema, tool.output_schema):
            jsonschema.Draft202012Validator.check_schema(schema)
        shown = json.dumps(tool.input_schema)
        assert not any(word in shown for word in ("$ref", "anyOf", "$defs"))
        for argument in tool.input_schema["properties"].values():
            assert argument["description"].endswith((".", ")", "?", "cited"))
    query = tools[2].input_schema["properties"]["question"]["description"]
    assert all(f"{slug}: " in query for slug in questions())


def test_instructions_say_what_is_not_said(helper):
    told = helper.client.instructions
    assert "Never conclude from absence" in told
    assert "không có trong dữ liệu" in told
    assert all(name in told for name in NAMES)


def test_unknown_tool_is_refused_by_the_protocol(helper):
    with pytest.raises(MCPError, match="'delete_all': no such tool"):
        helper.portal.call(helper.client.call_tool, "delete_all", {})


def test_prompt_carries_draft_and_day(helper):
    (listed,) = helper.portal.call(helper.client.list_prompts).prompts
    given = {"draft": DRAFT, "date": "2026-01-01"}
    made = helper.portal.call(helper.client.get_prompt, listed.name, given)
    words = made.messages[0].content.text
    assert "check_citations với date=2026-01-01" in words
    assert DRAFT in words
    with pytest.raises(MCPError, match="no such prompt"):
        helper.portal.call(helper.client.get_prompt, "x", {})


def test_rules_are_listed_and_explained(helper):
    listed = helper.content("explain")["rules"]
    assert [one["code"] for one in listed] == [rule.code for rule in all_rules()]
    for name in ("VD201", "replaced", "vd201"):
        (page,) = helper.content("explain", rule=name)["rules"]
        assert page["code"] == "VD201"
        assert "Why it matters" in page["explanation"]
        assert "đã hết hiệu lực" in page["message"]["vi"]
    words = helper.words("explain", rule="VD103")
    assert all(line in words for line in ("vi: ", "en: ", "Write instead:"))
    assert "no rule is called 'VD999'" in helper.refusal("explain", rule="VD999")


def test_older_assistants_connect_by_handshake(tmp_path):
    with assistant(tmp_path / "nhà", tmp_path / "log", mode="legacy") as older:
        assert older.client.server_info.name == "viendan"
        assert older.content("look_up", words="76/NQ-CP")["ambiguous"]


def test_new_data_shows_without_a_restart(tmp_path):
    home, table = tmp_path / "nhà", tmp_path / "bảng.csv"
    table.write_text(
        "number,type,issuer,date,title\n"
        "77/2095/NĐ-CP,Nghị định,Chính phủ,2095-03-01,Về việc thử trợ lý\n",
        encoding="utf-8",
    )
    with assistant(home, tmp_path / "log") as connected:
        assert connected.content("look_up", words="77/2095/NĐ-CP")["total"] == 0
        run_cli(home, "ingest", str(table))
        found = connected.content("look_up", words="77/2095/NĐ-CP")
        assert [card["title"] for card in found["instruments"]] == ["Về việc thử trợ lý"]


#: A server whose graph breaks in an unforeseen way, and writes where it should not.
_BREAKING = f"""
import os
from datetime import date
from web.mcp.serve import serve
def broken():
    print("stray print")
    os.write(1, b"stray write\\n")
    os.system("echo stray child")
    raise RuntimeError({DRAFT!r})
serve(broken, today=date.today)
"""


def test_output_is_the_protocols_and_faults_are_logged_without_words_of_a_draft(tmp_path):
    call = {"name": "check_citations", "arguments": {"text": DRAFT}}
    answers, errors = converse(
        tmp_path,
        [
            message(method="notifications/initialized"),
            message(id=1, method="tools/call", params=call),
        ],
        last=1,
        command=("-c", _BREAKING),
    )
    assert "error" in answers[1]
    assert all(words in errors for words in ("stray print", "stray write", "stray child"))
    assert "RuntimeError" in errors
    assert "lời riêng" not in errors


def test_data_that_cannot_be_read_is_an_error_of_the_tool(tmp_path):
    home = tmp_path / "nhà"
    home.mkdir()
    (home / "instruments.jsonl").write_text('{"iri": 5}\n', encoding="utf-8")
    with assistant(home, tmp_path / "log") as connected:
        told = connected.refusal("look_up", words="76/NQ-CP")
    assert "instruments.jsonl" in told


def test_without_the_extra_it_says_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['mcp'] = None\n"
        "from cli import main; sys.argv = ['viendan', 'mcp']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=ROOT,
        env=environment(tmp_path),
        check=False,
    )
    assert done.returncode == 2
    assert "pip install viendan[mcp]" in done.stderr.decode()
    assert done.stdout == b""


def test_today_is_the_day_of_the_call(helper):
    found = helper.content("look_up", words="76/NQ-CP")
    assert found["as_of"] == date.today().isoformat()  # noqa: DTZ011 - the user's own day
