"""The page of an audit: charts as tables with bars, sections, style."""
