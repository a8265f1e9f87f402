"""The pages for people: a module for each."""

from web.pages import check

ROUTERS = (check.ROUTER,)
"""Their routes."""
