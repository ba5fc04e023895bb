"""Slack's own pages, on which somebody allows the app into a workspace, and a page that shows where it is."""

import html
from collections.abc import Callable
from urllib.parse import urlencode

from aiohttp import web

from sandbox.installs import Installs
from sandbox.workspace import Workspace

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
PAGE = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{title}</title>'
    "<style>body{{font:1.1rem/1.5 system-ui;max-width:38rem;margin:3rem auto}}button{{font:inherit}}</style>"
    "<h1>{title}</h1>{body}</html>"
)


class InstallPage:
    def __init__(self, workspace: Workspace, installs: Installs, uninstall: Callable[[str], None]) -> None:
        self._workspace, self._installs, self._uninstall = workspace, installs, uninstall

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/oauth/v2/authorize", self._ask),
            web.post("/oauth/v2/authorize", self._answer),
            web.get("/workspaces", self._overview),
            web.post("/workspaces", self._take_out),
        ]

    async def _ask(self, request: web.Request) -> web.Response:
        if request.query.get("client_id") != self._installs.client_id:
            return _page("Something went wrong", "<p>invalid_client_id</p>", status=400)
        state = html.escape(request.query.get("state", ""), quote=True)
        scopes = html.escape(request.query.get("scope", "").replace(",", ", "))
        buttons = "".join(
            f'<p><button name="team" value="{html.escape(team, quote=True)}">Allow in {html.escape(name)}</button></p>'
            for team, name in self._teams().items()
        )
        body = (
            f"<p>Accord asks for: {scopes}</p>"
            f'<form method="post"><input type="hidden" name="state" value="{state}">{buttons}'
            '<p><button name="team" value="">Cancel</button></p></form>'
        )
        return _page("Accord wants to be installed", body)

    async def _answer(self, request: web.Request) -> web.Response:
        _refuse_other_sites(request)
        sent = await request.post()
        team, state = str(sent.get("team", "")), str(sent.get("state", ""))
        answer = {"error": "access_denied"} if team not in self._teams() else {"code": self._installs.allow(team)}
        raise web.HTTPFound(f"{self._installs.redirect_url}?{urlencode({**answer, 'state': state})}")

    async def _overview(self, _request: web.Request) -> web.Response:
        rows = "".join(self._row(team, name) for team, name in self._teams().items())
        link = html.escape(self._installs.install_url, quote=True)
        begin = (
            f'<p><a href="{link}">Install Accord in a workspace</a></p>'
            if link
            else ("<p>Accord has no install page here, for it is reached over Socket Mode (docs/sandbox.md).</p>")
        )
        return _page("Workspaces", f'<form method="post"><ul>{rows}</ul></form>{begin}<p><a href="/">Back</a></p>')

    async def _take_out(self, request: web.Request) -> web.Response:
        _refuse_other_sites(request)
        team = str((await request.post()).get("team", ""))
        if team in self._teams() and self._installs.is_installed(team):
            self._uninstall(team)
        raise web.HTTPFound("/workspaces")

    def _row(self, team: str, name: str) -> str:
        if not self._installs.is_installed(team):
            return f"<li>{html.escape(name)}: Accord is not installed</li>"
        button = f'<button name="team" value="{html.escape(team, quote=True)}">Take it out</button>'
        return f"<li>{html.escape(name)}: Accord is installed {button}</li>"

    def _teams(self) -> dict[str, str]:
        """List the workspaces of all people: their names by id."""
        with self._workspace.reading():
            people = [it for it in self._workspace.users.values() if not it.is_bot]
            names = {it.team_id: it.team_name or it.team_id for it in people}
        return {
            self._workspace.team_id: self._workspace.team_domain,
            **{k: v for k, v in names.items() if k != self._workspace.team_id},
        }


def _refuse_other_sites(request: web.Request) -> None:
    """Any web site may try to send a form to a server on loopback."""
    if request.headers.get("Origin", "") not in ("", f"http://{request.host}"):
        raise web.HTTPForbidden(text="This page talks only to itself.")


def _page(title: str, body: str, status: int = 200) -> web.Response:
    text = PAGE.format(title=html.escape(title), body=body)
    headers = {"Content-Security-Policy": POLICY}
    return web.Response(text=text, status=status, content_type="text/html", headers=headers)
