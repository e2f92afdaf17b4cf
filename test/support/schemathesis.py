"""JSON lines for Schemathesis, which does not know how they are sent. Those that come back our own tests read."""

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def send_lines(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
