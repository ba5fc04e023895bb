"""Files are uploaded by the page, and handed out: to the app by its token, to people as downloads only."""

import asyncio

from aiohttp import web

from sandbox.faults import Fault, Faults
from sandbox.file import File
from sandbox.installs import Installs
from sandbox.origins import is_from_here
from sandbox.workspace import SlackError, Workspace

# The name by which faults know it: it is not a method of the Web API.
DOWNLOAD = "files.download"
LARGEST_UPLOAD = 100 * 2**20
# How Slack answers anybody it does not know, instead of refusing.
LOGIN_PAGE = (
    "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>"
)


class FileServer:
    def __init__(self, workspace: Workspace, faults: Faults, installs: Installs, scopes: set[str]) -> None:
        self._workspace, self._faults, self._installs, self._scopes = workspace, faults, installs, scopes

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/files-pri/{file}/{path:.*}", self._to_the_app),
            web.get("/files/{user}/{file}/{name}", self._to_a_person),
            web.get("/login", self._login),
            web.post("/upload", self._upload),
        ]

    async def _to_the_app(self, request: web.Request) -> web.StreamResponse:
        fault = self._faults.take(DOWNLOAD) or Fault(DOWNLOAD)
        await asyncio.sleep(fault.seconds_before)
        if fault.garbled:
            return web.Response(text=LOGIN_PAGE, content_type="text/html")
        if fault.status == 429:
            return web.Response(status=fault.status, headers=fault.headers)
        if fault.status >= 400:
            return web.Response(status=max(fault.status, 500), text="upstream connect error")
        if fault.error or not self._is_given(request.headers.get("Authorization", "")):
            raise web.HTTPFound("/login")
        file = self._found(request)
        if fault.lose_reply:
            return await _cut_short(request, file)
        return web.Response(body=file.content, content_type=file.mimetype)

    def _is_given(self, authorization: str) -> bool:
        try:
            self._installs.side_of(authorization.removeprefix("Bearer "))
        except SlackError:
            return False
        return "files:read" in self._scopes

    async def _to_a_person(self, request: web.Request) -> web.StreamResponse:
        """Whatever somebody uploaded, the browser must not open it as a page of ours."""
        file = self._found(request)
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return web.Response(body=file.content, content_type="application/octet-stream", headers=headers)

    async def _login(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=LOGIN_PAGE, content_type="text/html")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """The page sends a file by itself: its socket carries no bytes."""
        user = request.query.get("as", "")
        if not is_from_here(request) or user not in self._workspace.users:
            raise web.HTTPForbidden(text="The sandbox's page talks only to itself.")
        content = bytearray()
        async for piece in request.content.iter_chunked(2**16):
            content += piece
            if len(content) > LARGEST_UPLOAD:
                raise web.HTTPRequestEntityTooLarge(LARGEST_UPLOAD, len(content))
        with self._workspace.changing():
            kind = request.content_type or "application/octet-stream"
            file = File(self._workspace.new_id("F"), user, request.query.get("name", "file"), kind, bytes(content))
            self._workspace.files[file.id] = file
        return web.json_response({"id": file.id, "name": file.name, "size": len(file.content)})

    def _found(self, request: web.Request) -> File:
        file = self._workspace.files.get(request.match_info["file"])
        if file is None or file.is_deleted or file.is_external:
            raise web.HTTPNotFound
        return file


async def _cut_short(request: web.Request, file: File) -> web.StreamResponse:
    """Begin to send it, and cut the line in the middle."""
    answer = web.StreamResponse(headers={"Content-Length": str(len(file.content))})
    await answer.prepare(request)
    await answer.write(file.content[: len(file.content) // 2])
    if request.transport:
        request.transport.close()
    return answer
