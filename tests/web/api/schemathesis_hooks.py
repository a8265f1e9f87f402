"""How `schemathesis` sends bodies that it does not know."""

import schemathesis


@schemathesis.serializer("application/sparql-query")
def as_query(context, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
