"""Into the graph: file readers, record readers and the strict builder."""
