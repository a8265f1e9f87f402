"""The MCP server: the questions of the command line as tools for assistants that draft texts."""
