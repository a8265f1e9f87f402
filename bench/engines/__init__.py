"""The same questions on the same graph, asked of several engines.

    python -m bench.engines FOLDER [--engines sqlite,networkx,…] [--queries 500]

FOLDER holds a graph in the form of ``kg.store.jsonl``, for example from ``bench.graphs``. Each
engine is a file of this package with one subclass of ``engine.Engine``.
"""
