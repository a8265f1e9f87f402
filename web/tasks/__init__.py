"""What the working processes do: a module for each kind of task; see ``web.lanes``.

A task is a function of a module here. Its first argument is ``Tools``; the others and the result
can be passed between processes. It raises ``ProblemError`` or another ``LegalGraphError``.
"""
