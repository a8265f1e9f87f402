"""The graph: values, identity, vocabulary, status and stores. It knows nothing of texts."""
