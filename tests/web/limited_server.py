"""The server with other limits than its own, which no option sets.

python limited_server.py LIMITS_AS_JSON [--host …] [--token …] [--name …] [--processes …]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from functools import partial
from pathlib import Path


def main() -> None:
    """Serve until the end is asked for."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from kg.store import open_graph
    from web.serve import serve
    from web.settings import Limits, Settings

    parser = argparse.ArgumentParser()
    parser.add_argument("limits", type=json.loads)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token")
    parser.add_argument("--name", dest="names", action="append", default=[])
    parser.add_argument("--processes", type=int, default=1)
    given = vars(parser.parse_args())
    given |= {"limits": Limits(**given["limits"]), "names": tuple(given["names"])}
    store = partial(open_graph, None, Path(os.environ["VIENDAN_HOME"]))
    serve(Settings(open_store=store, today=date.today, **given))


if __name__ == "__main__":
    main()
