"""The interface for other systems: a module for each kind of resource."""

from web.api import check, state

ROUTERS = (check.ROUTER, state.ROUTER)
"""Their routes."""
