"""Questions on the graph, one a file."""
