"""Parts of ``report.to_pdf``: where findings stand on pages, and the annotations put there."""
