"""The server: which tools it has, how a call is answered, and what a fault becomes."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, redirect_stdout
from datetime import date
from functools import partial
from importlib.metadata import version
from typing import Any

from mcp import MCPError, stdio_server, types
from mcp.server import Server, ServerRequestContext

from kg.contract import Store
from kg.errors import LegalGraphError
from web.mcp.arguments import cut, read_arguments, schema_of
from web.mcp.instructions import INSTRUCTIONS
from web.mcp.prompts import CHECK_DRAFT, prompt
from web.mcp.quiet import quieten
from web.mcp.tool import Asked, Tool
from web.mcp.tools.check_citations import CHECK_CITATIONS
from web.mcp.tools.explain import EXPLAIN
from web.mcp.tools.look_up import LOOK_UP
from web.mcp.tools.query import QUERY

TOOLS: tuple[Tool[Any], ...] = (CHECK_CITATIONS, LOOK_UP, QUERY, EXPLAIN)
_AT_A_TERMINAL = (
    "viendan mcp: dành cho trợ lý AI tự khởi động (MCP qua stdin/stdout). Ctrl+C để dừng.\n"
    "viendan mcp: started by assistants (MCP over stdin and stdout). Ctrl+C ends it.\n"
)
_Context = ServerRequestContext[Any]


def run(open_graph: Callable[[], Store], *, today: Callable[[], date]) -> None:
    """Serve over standard input and output until the input ends; arguments as in ``serve``."""
    quieten()
    if sys.stdin.isatty():
        sys.stderr.write(_AT_A_TERMINAL)
    # Reading the input cannot be interrupted: Ctrl+C would wait for a line of it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # One thread answers, call after call: the loop stays free to hear of cancellations.
    with ThreadPoolExecutor(max_workers=1) as answering:
        begin = partial(answering.submit, _opened_once, open_graph)
        asyncio.run(_serve(_server(open_graph, today, answering), begin))


def _opened_once(open_graph: Callable[[], Store]) -> None:
    open_graph().close()


async def _serve(server: Server[Any], begin: Callable[[], object]) -> None:
    # The transport has taken standard output for itself before anything of ours may print.
    async with stdio_server() as (reading, writing):
        with redirect_stdout(sys.stderr):
            # The first opening after an update compiles the file: better now than in a call.
            begin()
            await server.run(reading, writing, server.create_initialization_options())


def _server(
    open_graph: Callable[[], Store], today: Callable[[], date], answering: ThreadPoolExecutor
) -> Server[Any]:
    by_name = {tool.name: tool for tool in TOOLS}

    async def list_tools(
        _: _Context, __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_listed(tool) for tool in TOOLS])

    async def call_tool(_: _Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
        tool = by_name.get(asked.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, _unknown(asked.name, list(by_name)))
        return await asyncio.get_running_loop().run_in_executor(
            answering, _called, tool, asked.arguments or {}, open_graph, today
        )

    async def list_prompts(
        _: _Context, __: types.PaginatedRequestParams | None
    ) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=[CHECK_DRAFT])

    async def get_prompt(_: _Context, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        try:
            return prompt(asked.name, asked.arguments or {})
        except LegalGraphError as error:
            raise MCPError(types.INVALID_PARAMS, str(error)) from None

    return Server(
        "viendan",
        version=version("viendan"),
        title="Viện dẫn: kiểm tra trích dẫn văn bản pháp luật",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def _unknown(name: str, names: list[str]) -> str:
    return f"{cut(name)!r}: no such tool. Call one of: {', '.join(names)}."


def _listed(tool: Tool[Any]) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=schema_of(tool.arguments),
        output_schema=tool.shape,
        annotations=types.ToolAnnotations(
            title=tool.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _called(
    tool: Tool[Any],
    given: dict[str, Any],
    open_graph: Callable[[], Store],
    today: Callable[[], date],
) -> types.CallToolResult:
    """Return the answer of a tool; what the project raises on purpose is an error of the tool."""
    try:
        arguments = read_arguments(tool.arguments, given)
        with closing(open_graph()) as graph:
            answer = tool.answer(arguments, Asked(graph, today()))
    except LegalGraphError as error:
        return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)
    return types.CallToolResult(
        content=[types.TextContent(text=answer.text)], structured_content=answer.content
    )
