"""Audits: many documents judged once, kept in an archive, judged again when the law changes."""
