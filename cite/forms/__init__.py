"""Citation forms, one a file: an anchor that finds it fast, ``EXAMPLES``, and its reading.

``Reading`` is what a form makes of one place of a text; its offsets count from the anchor, so equal
windows give equal readings wherever they stand.
"""
