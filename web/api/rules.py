"""The rules by which drafts are judged."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from web.api.described import problems
from web.api.shapes.questions import RuleExplained, Rules
from web.asked import TheLanes
from web.tasks.rules import rule_explained, rules_listed

ROUTER = APIRouter(tags=["rules"])


@ROUTER.get("/rules", responses=problems(shown={"application/json": Rules}))
async def rules(lanes: TheLanes) -> Response:
    """List the rules: code, name, severity, message."""
    answer = await lanes.graph.run(rules_listed)
    return answer.response()


@ROUTER.get(
    "/rules/{code}", responses=problems(404, 422, shown={"application/json": RuleExplained})
)
async def rule(
    code: Annotated[str, Path(max_length=60, examples=["VD103"])], lanes: TheLanes
) -> Response:
    """Explain a rule, named by its code or its name."""
    answer = await lanes.graph.run(rule_explained, code)
    return answer.response()
