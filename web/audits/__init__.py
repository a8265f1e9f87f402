"""Audits of uploaded archives: the only thing that a server keeps, for a while, in a folder.

A job has a folder of its own and a process of its own, which unpacks the archive and reads its
files with processes that it starts itself. The server asks for its state alone; what was found is
read from the audit's SQLite file by the processes of ``web.lanes``.
"""
