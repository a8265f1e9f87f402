"""Language: text to citations, citations to resolutions."""
