"""The pages for people: a module for each."""

from web.pages import ask, check, folders, instrument, look_up

ROUTERS = (check.ROUTER, look_up.ROUTER, ask.ROUTER, folders.ROUTER, instrument.ROUTER)
"""Their routes."""
