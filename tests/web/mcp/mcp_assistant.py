"""An assistant that starts a server as its settings say, and calls its tools."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jsonschema
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters, stdio_client, types

ROOT = Path(__file__).parents[3]
COMMAND = ("-m", "cli", "mcp")
HELLO = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "test", "version": "1"},
}
ABSENT = ("không tồn tại", "does not exist", "doesn't exist", "no such instrument")


def environment(home: Path) -> dict[str, str]:
    """Return what a server finds around it; output is buffered, as it is for users."""
    return {
        **os.environ,
        "PYTHONUNBUFFERED": "",
        "VIENDAN_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }


def run_cli(home: Path, *args: str, stdin: str = "") -> str:
    """Return what a command of viendan prints."""
    done = subprocess.run(
        [sys.executable, "-m", "cli", *args],
        input=stdin.encode(),
        capture_output=True,
        cwd=ROOT,
        env=environment(home),
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.stdout.decode()


@dataclass
class Assistant:
    portal: BlockingPortal
    client: Client
    home: Path
    log: Path
    shapes: dict[str, dict]

    def ask(self, tool: str, **arguments) -> types.CallToolResult:
        """Call a tool; what every answer must be is asserted here."""
        result = self.portal.call(self.client.call_tool, tool, arguments)
        (block,) = result.content
        assert isinstance(block, types.TextContent)
        assert not any(c < " " and c != "\n" for c in block.text)
        assert not any(words in block.text.lower() for words in ABSENT)
        if result.is_error:
            assert result.structured_content is None
        else:
            jsonschema.validate(result.structured_content, self.shapes[tool])
            assert undescribed(result.structured_content, self.shapes[tool]) == set()
            covered = result.structured_content["coverage"]
            assert covered["instruments"] > 6_000
            assert covered["updated"]
            assert str(covered["instruments"]) in block.text
        return result

    def content(self, tool: str, **arguments) -> dict:
        """Return the JSON of an answer that is no error."""
        result = self.ask(tool, **arguments)
        assert not result.is_error, result.content
        return result.structured_content

    def words(self, tool: str, **arguments) -> str:
        """Return the text of an answer that is no error."""
        result = self.ask(tool, **arguments)
        assert not result.is_error, result.content
        return result.content[0].text

    def refusal(self, tool: str, **arguments) -> str:
        """Return the text of an answer that is an error."""
        result = self.ask(tool, **arguments)
        assert result.is_error, result.content
        return result.content[0].text


def undescribed(value: object, shape: dict) -> set[str]:
    """Return the fields of an answer that its schema says nothing of."""
    if isinstance(value, list):
        return {name for item in value for name in undescribed(item, shape.get("items", {}))}
    if not isinstance(value, dict):
        return set()
    for choice in (shape, *shape.get("anyOf", ())):
        if "properties" in choice:
            known = choice["properties"]
            inner = (undescribed(v, known[k]) for k, v in value.items() if k in known)
            return {k for k in value if k not in known}.union(*inner)
    return set()


def converse(home: Path, lines: list[str], *, last: int, command: tuple[str, ...] = COMMAND):
    """Write lines to a server's input and return its answers by id, and what it wrote of faults.

    Every line of its output must be a message, and it must end well when its input does.
    """
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        begin = message(id=0, method="initialize", params=HELLO)
        server.stdin.write("\n".join([begin, *lines, ""]).encode())
        server.stdin.flush()
        answers = {}
        while last not in answers:
            answer = json.loads(server.stdout.readline())
            answers[answer["id"]] = answer
        server.stdin.close()
        assert server.stdout.read() == b""
        errors = server.stderr.read().decode()
        assert server.wait(30) == 0
    return answers, errors


def message(**fields) -> str:
    """Return a message of the protocol, one line of JSON."""
    return json.dumps({"jsonrpc": "2.0", **fields})


@contextmanager
def assistant(home: Path, log: Path, command: tuple[str, ...] = COMMAND, mode: str = "auto"):
    """Start a server and connect with it, as an assistant's settings say."""
    settings = StdioServerParameters(
        command=sys.executable, args=list(command), env=environment(home), cwd=ROOT
    )
    with log.open("w", encoding="utf-8") as stderr, start_blocking_portal() as portal:
        client = Client(stdio_client(settings, errlog=stderr), mode=mode)
        with portal.wrap_async_context_manager(client):
            listed = portal.call(client.list_tools).tools
            shapes = {tool.name: tool.output_schema for tool in listed}
            yield Assistant(portal, client, home, log, shapes)
