"""The HTTP front door (issue 6): nothing but routes will live here."""
