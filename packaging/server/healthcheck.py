"""Whether the server in this container accepts songs: exit code 0 or 1, as Docker's HEALTHCHECK wants it.

Asks where the server said that it is, which is another port than API_PORT where a program had that one.
"""

import ssl
import sys
import urllib.request

from core.access.endpoint import Endpoint, EndpointFile
from core.settings import load_settings

SECONDS = 4
LOOPBACK = "127.0.0.1"


def is_ready(endpoint: Endpoint) -> bool:
    """Whether it answers, on loopback or, where it listens on one address alone, there."""
    return any(_accepts(endpoint.url_at(address)) for address in (LOOPBACK, *endpoint.addresses))


def _accepts(url: str) -> bool:
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE  # It is on this computer.
    try:
        with urllib.request.urlopen(f"{url}/api/v1/health/ready", timeout=SECONDS, context=trust):
            return True
    except OSError:
        return False


def main() -> int:
    """Ask the server of the settings' data folder."""
    endpoint = EndpointFile(load_settings().values.storage_path / "access").read()
    return 0 if endpoint and is_ready(endpoint) else 1


if __name__ == "__main__":
    sys.exit(main())
