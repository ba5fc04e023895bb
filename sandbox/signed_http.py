"""The app is reached over HTTP, signed as Slack signs."""

import hashlib
import hmac
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.workspace import Json


class SignedHttp:
    """Delivery to the app's request URL, which has to prove itself once."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self._url, self._secret = url, signing_secret
        self._is_verified = False

    async def send(self, kind: str, payload: Json, attempt: int, retry_reason: str, seconds: float) -> Any:
        """Send one request and return its answer. Raises ConnectionError, TimeoutError or aiohttp's ClientError."""
        if not self._is_verified:
            await self._verify(seconds)
        retry = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": f"http_{retry_reason}"} if attempt else {}
        return await self._post(kind, payload, retry, seconds)

    async def _verify(self, seconds: float) -> None:
        """Ask the request URL to return a challenge, as Slack does when it is entered."""
        challenge = secrets.token_hex(16)
        asked = {"type": "url_verification", "token": "sandbox", "challenge": challenge}
        answer = await self._post("events_api", asked, {}, seconds)
        returned = answer.get("challenge") if isinstance(answer, dict) else answer
        if returned != challenge:
            raise ConnectionError("the request URL did not return the challenge")
        self._is_verified = True

    async def _post(self, kind: str, payload: Json, more: dict[str, str], seconds: float) -> Any:
        headers, body = self.request(kind, payload, time.time())
        timeout = aiohttp.ClientTimeout(total=seconds)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(self._url, data=body, headers=headers | more) as answer,
        ):
            text = await answer.text()
            if answer.status != 200:
                raise ConnectionError(f"the app answered {answer.status}")
            return json.loads(text) if "json" in answer.content_type and text else (text or None)

    def request(self, kind: str, payload: Json, now: float) -> tuple[dict[str, str], bytes]:
        """Write the signed request: interactions and commands as forms, events as JSON."""
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        else:
            form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
            body, content_type = urlencode(form), "application/x-www-form-urlencoded"
        stamp = str(int(now))
        signed = hmac.new(self._secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed}",
        }
        return headers, body.encode()
