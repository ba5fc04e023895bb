"""The same program where only what every command needs is installed, and none of the extras."""

import sys

for library in ("aiohttp", "prometheus_client", "psycopg", "waitress", "yaml"):
    sys.modules[library] = None  # type: ignore[assignment]  # so Python takes it for missing

if __name__ == "__main__":
    from bot.__main__ import main

    sys.exit(main())
