"""The work of ``kg.workers`` handed to a Dask cluster: the same tasks, the same results, in order.

A Dask worker does not work itself: it keeps a process of ``kg.workers`` for each of its threads,
so that a crash or a hang is the failure of one task there as it is on one machine, and costs no
worker. A worker that is killed all the same loses nothing: Dask gives its tasks to another one.

The scheduler need not have viendan, and nothing here listens: the client connects to the address
that the user has named. Whoever can reach a Dask scheduler can have code run on its workers, so it
belongs in a trusted network, or behind TLS (``tls://`` with Dask's own settings).
"""

from kg.cluster.client import Carried, Cluster

__all__ = ["Carried", "Cluster"]
