"""JSON lines for Schemathesis, which does not know how they are sent. Those that come back our own tests read."""

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def send_lines(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def filter_query(ctx, query):
    """A form sends its empty fields, too, so that an empty parameter is one that is not given. No schema can say so."""
    return not query or all(value not in ("", {}, []) for value in query.values())
