"""`python -m documentation`: write the OpenAPI document, the Postman collection, the examples of api.md."""

import sys
import tempfile
from pathlib import Path

from documentation import openapi, page, postman
from documentation.session import real_run


def main() -> None:
    """Write everything. The examples take a real server half a minute."""
    described = openapi.document()
    openapi.FILE.write_bytes(openapi.as_bytes(described))
    postman.FILE.write_bytes(openapi.as_bytes(postman.collection(described)))
    with tempfile.TemporaryDirectory() as folder:
        exchanges = real_run(Path(folder))
    page.write(exchanges)
    if missing := page.missing(described, {exchange.route for exchange in exchanges}):
        sys.exit(f"There is no example of {', '.join(sorted(missing))}: see documentation/session.py.")


if __name__ == "__main__":
    main()
