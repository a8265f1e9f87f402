"""Parts of the page of a checked draft, see ``report.to_html``."""
