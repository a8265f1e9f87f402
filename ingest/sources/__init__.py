"""Sources: one publisher's format a module, each telling what every row gave to the graph."""
