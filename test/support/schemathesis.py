"""JSON lines for Schemathesis, which does not know them: how they are sent, and what came back of them."""

import json

import schemathesis

JSON_LINES = "application/x-ndjson"


@schemathesis.serializer(JSON_LINES)
def send_lines(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.deserializer(JSON_LINES)
def read_last_line(ctx, response):
    """The document describes a line: the last one stands for all, in an upload it is that of the sums."""
    return json.loads(response.content.decode("utf-8").rstrip("\n").rsplit("\n", 1)[-1])
