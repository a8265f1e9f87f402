"""The embedded store: one SQLite file, compiled from records, for any number of readers."""
