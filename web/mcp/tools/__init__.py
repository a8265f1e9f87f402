"""The tools, one a file; ``web.mcp.server`` lists them."""
