"""Where the graph is kept: the shipped records and the user's own additions."""

from kg.store.opening import Added, add_to_user, data_directory, open_graph

__all__ = ["Added", "add_to_user", "data_directory", "open_graph"]
