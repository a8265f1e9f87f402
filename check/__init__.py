"""Rules that judge citations, and the runner that applies them."""
