"""A request -> let through or refused, before any page is thought of: host, origin, form token, access token; and headers on every answer."""

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD"})
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ACCESS = "cotejo_access"  # cookie
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Keys(msgspec.Struct, frozen=True):
    """What a server knows of itself: the hosts that it answers to, the token of its forms, and one for access when it is bound elsewhere."""

    hosts: tuple[str, ...]  # with port
    form: str
    access: str | None = None

    @classmethod
    def make(cls, host: str, port: int, also: tuple[str, ...] = ()) -> "Keys":
        """Make the keys of a server that starts now."""
        elsewhere = host not in LOOPBACK
        names = {*(LOOPBACK if not elsewhere or host in ("0.0.0.0", "::") else (host,)), *also}  # noqa: S104 - compared, not bound
        hosts = [name if ":" in name.removeprefix("[").partition("]")[2] else f"{name}:{port}" for name in sorted(names)]
        return cls(tuple(hosts), secrets.token_urlsafe(24), secrets.token_urlsafe(18) if elsewhere else None)


class Guard:
    """The door of the server."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self.app, self.keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self.refuse(scope)
        if refusal:
            status, said = refusal
            answer = RedirectResponse("/enter", 303) if status == 303 else PlainTextResponse(said + "\n", status)  # noqa: PLR2004 - see other
            await answer(scope, receive, send_guarded)
            return
        await self.app(scope, receive, send_guarded)

    def refuse(self, scope: Scope) -> tuple[int, str] | None:
        """Say why a request is refused: (status, sentence); None lets it through."""
        headers = Headers(scope=scope)
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self.keys.hosts:
            return 421, f"This server answers to {', '.join(self.keys.hosts)} only (--allow-host adds a name)."
        if scope["method"] not in SAFE and not self.same_origin(headers):
            return 403, "A write must come from a page of this server."
        path = str(scope["path"])
        if self.keys.access and not path.startswith(("/enter", "/static/")) and not self.may_enter(headers):
            return (303, "") if scope["method"] in SAFE and "text/html" in headers.get("accept", "") else (401, "Enter at /enter first.")
        return None

    def same_origin(self, headers: Headers) -> bool:
        """Whether a write comes from one of our pages. A browser that sends no Origin under our referrer policy says so in Sec-Fetch-Site."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site != "same-origin":
            return False
        if origin is None or origin == "null":
            return site == "same-origin" or (origin is None and bool(headers.get("x-cotejo-token")))
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc.lower() == headers["host"].lower()

    def may_enter(self, headers: Headers) -> bool:
        """Whether the reader's cookie holds the access token."""
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(ACCESS)
        except CookieError:
            return False
        return found is not None and self.is_access(found.value)

    def is_access(self, given: str) -> bool:
        """Compare an access token in constant time."""
        return bool(self.keys.access) and hmac.compare_digest(given.encode(), (self.keys.access or "").encode())


def is_form_token(keys: Keys, given: str) -> bool:
    """Compare a form's token in constant time."""
    return hmac.compare_digest(given.encode(), keys.form.encode())
