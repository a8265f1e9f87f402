"""Where the graph is kept: the shipped records and the user's own additions."""

from kg.store.opening import data_directory, open_graph

__all__ = ["data_directory", "open_graph"]
