"""The interface for other systems: a module for each kind of resource."""

from web.api import (
    audits,
    check,
    docs,
    instruments,
    iris,
    openapi,
    questions,
    reading,
    rules,
    sparql,
    state,
)

ROUTERS = (
    check.ROUTER,
    reading.ROUTER,
    instruments.ROUTER,
    questions.ROUTER,
    iris.ROUTER,
    sparql.ROUTER,
    rules.ROUTER,
    audits.ROUTER,
    state.ROUTER,
    openapi.ROUTER,
    docs.ROUTER,
)
"""Their routes."""
