"""Questions in plain words, Vietnamese or English, with or without diacritics.

``understand`` reads a question; it finds the days (``days``), the instruments (``mentions``) and
the words, and takes the question whose phrases leave the least of it unexplained (``phrases``).
The phrases stand with their question, the ``phrases`` of each ``QUESTION`` in ``queries``; words
that mean the same are listed once, in ``words``. No language model, no network.
"""
