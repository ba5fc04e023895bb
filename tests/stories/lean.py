"""The same program where only what every command needs is installed, and none of the extras."""

import sys

# As Python does when a library is not there.
sys.modules.update(dict.fromkeys(("aiohttp", "prometheus_client", "psycopg", "waitress", "yaml")))

if __name__ == "__main__":
    from bot.__main__ import main

    sys.exit(main())
