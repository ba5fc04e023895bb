"""Whether our own page asks: any web site may try to talk to a server on loopback."""

from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK_NAMES = ("127.0.0.1", "localhost")


def is_from_here(request: web.Request) -> bool:
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin", "")
    return host in LOOPBACK_NAMES and origin in ("", f"http://{request.host}")
