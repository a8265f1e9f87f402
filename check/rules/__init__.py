"""The rules, one a file: ``vdNNN_slug.py``."""
