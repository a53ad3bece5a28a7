"""A desk -> the application: each route of the table becomes an address for people (HTML) and, with `.json`, for programs."""

import functools
import gzip
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as Address

from cotejo.case.decisions import Conflict
from cotejo.dossier.retold import retell
from cotejo.errors import CotejoError, UsageError
from cotejo.web import assets
from cotejo.web.asked import Asked, Missing, Moved, Page, Sent, Theme
from cotejo.web.desk import Desk
from cotejo.web.forms import read_form
from cotejo.web.guards import ACCESS, Guard, Keys, is_form_token
from cotejo.web.render import Renderer
from cotejo.web.routes import Answer, Route
from cotejo.web.table import ROUTES
from cotejo.web.words import LANGUAGES, Phrases, load_wording

YEAR_S = 365 * 86400
SUFFIX = ".json"
SANDBOX = "default-src 'none'; sandbox"
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
JSON = "application/json"
WORTH_BYTES = 2000
SHRINKS = frozenset({JSON, "text/html", "image/svg+xml", "text/csv", "application/geo+json", "application/jsonl"})
ENCODER = msgspec.json.Encoder(order="deterministic")


def make_app(desk: Desk, keys: Keys) -> Guard:
    """Build the application: guarded routes, files of our own, errors as pages."""
    server = Server(desk, keys)
    addresses = [Address("/static/{name:path}", assets.send, methods=["GET"]), Address("/enter", server.enter, methods=["GET", "POST"])]
    for route in ROUTES:
        if route.is_page:
            path = "/index" if route.path == "/" else route.path
            addresses.append(Address(path + SUFFIX, functools.partial(server.answer, route, as_json=True), methods=["GET"]))
        addresses.append(Address(route.path, functools.partial(server.answer, route), methods=[route.method]))
    inner = Starlette(routes=addresses, exception_handlers={HTTPException: server.no_such})
    inner.router.redirect_slashes = False  # an address is one address
    return Guard(inner, keys)


class Server:
    """Between transport and pages."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk, self.keys = desk, keys
        self.renderer = Renderer(desk, keys)

    async def answer(self, route: Route, request: Request, *, as_json: bool = False) -> Response:
        """Answer one request."""
        asked = await self.ask(request)
        as_json = as_json or route.media_type == JSON
        try:
            if route.method == "POST":
                asked = await self.read_post(request, asked)
            found = await run_in_threadpool(route.handler, self.desk, asked)
        except Missing as error:
            found = fault(404, asked, str(error))
        except Conflict as error:
            found = fault(409, asked, str(error))
        except UsageError as error:
            found = fault(400, asked, str(error))
        except CotejoError as error:
            found = fault(500, asked, str(error))
        sent = await run_in_threadpool(self.send, found, asked, as_json=as_json or (route.method == "POST" and "x-cotejo-token" in request.headers))
        return shrink(sent) if "gzip" in request.headers.get("accept-encoding", "") else sent

    async def read_post(self, request: Request, asked: Asked) -> Asked:
        """Read a form and check its token.

        Raises:
            UsageError: the form is too large, cannot be read, or is not one of ours.
        """
        form, files = await read_form(request)
        if not is_form_token(self.keys, form.pop("token", "") or request.headers.get("x-cotejo-token", "")):
            raise UsageError("this form is from another start of the server; load the page again.")
        return msgspec.structs.replace(asked, form=form, files=files)

    async def ask(self, request: Request) -> Asked:
        """Gather what was asked."""
        chosen = request.query_params.get("lang") or request.cookies.get("lang") or prefer(request.headers.get("accept-language", ""))
        language = chosen if chosen in LANGUAGES else "en"
        theme: Theme = "auto"
        if request.cookies.get("theme") == "dark":
            theme = "dark"
        elif request.cookies.get("theme") == "light":
            theme = "light"
        seen = request.cookies.get("seen", "")
        return Asked(
            path=request.url.path.removesuffix(SUFFIX),
            names={key: str(value) for key, value in request.path_params.items()},
            query=tuple(parse_qsl(request.url.query, keep_blank_values=True)),
            language=language,
            theme=theme,
            keys=request.cookies.get("keys") != "off",
            last_seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0,  # noqa: PLR2004 - no log is so long
            phrases=Phrases.load(language),
            words=load_wording(language),
        )

    def send(self, found: Answer, asked: Asked, *, as_json: bool) -> Response:
        """Write an answer."""
        if isinstance(found, Moved):
            moved: Response = Response(ENCODER.encode({"to": found.to}), media_type=JSON) if as_json else RedirectResponse(found.to, 303)
            for name, value in found.cookies.items():
                moved.set_cookie(name, value, max_age=YEAR_S, samesite="strict", httponly=True)
            return moved
        if isinstance(found, Sent):
            headers = {"Content-Security-Policy": SANDBOX} if found.sandbox else {}
            if found.media_type == "image/svg+xml":
                headers = {"Content-Security-Policy": PICTURE, "Cache-Control": "private, max-age=86400"}
            if found.name:
                headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
            return Response(found.data, media_type=found.media_type, headers=headers)
        if as_json:
            return Response(ENCODER.encode({"title": found.title, **found.view}), found.status, media_type=JSON)
        answer = Response(self.renderer.render(found, asked), found.status, media_type="text/html")
        if asked.one("lang") in LANGUAGES:
            answer.set_cookie("lang", asked.language, max_age=YEAR_S, samesite="strict", httponly=True)
        return answer

    async def enter(self, request: Request) -> Response:
        """Take the access token of a server that is bound elsewhere."""
        asked = await self.ask(request)
        if request.method == "POST":
            form, _ = await read_form(request)
            given = form.get("access", "").strip()
            if Guard(make_nothing, self.keys).is_access(given):
                answer = RedirectResponse("/", 303)
                answer.set_cookie(ACCESS, given, samesite="strict", httponly=True)
                return answer
        page = Page(template="enter.html", title=asked.phrases.say("Enter"), view={"wrong": request.method == "POST"})
        return Response(self.renderer.render(page, asked), 403 if request.method == "POST" else 200, media_type="text/html")

    async def no_such(self, request: Request, error: Any) -> Response:  # noqa: ANN401 - what Starlette hands over
        """Answer for an address that no route has."""
        asked = await self.ask(request)
        found = fault(error.status_code, asked, "No page has this address." if error.status_code == 404 else str(error.detail))  # noqa: PLR2004
        return await run_in_threadpool(self.send, found, asked, as_json=request.url.path.endswith(SUFFIX))


async def make_nothing(*_: object) -> None:
    """Stand for an application where only the guard's comparison is needed."""


def shrink(answer: Response) -> Response:
    """Compress what is text and long enough to be worth it."""
    body = bytes(answer.body)
    if len(body) >= WORTH_BYTES and answer.media_type in SHRINKS:
        answer.body = gzip.compress(body, compresslevel=5, mtime=0)
        answer.headers["Content-Encoding"], answer.headers["Vary"] = "gzip", "Accept-Encoding"
        answer.headers["Content-Length"] = str(len(answer.body))
    return answer


def fault(status: int, asked: Asked, said: str) -> Page:
    """Show what went wrong."""
    titles = {404: "Not found", 409: "Somebody was faster", 400: "This cannot be done as asked", 405: "Not that way"}
    title = asked.phrases.say(titles.get(status, "Something is damaged"))
    return Page(template="fault.html", title=title, view={"fault": retell(asked.words, asked.phrases.say(said))}, status=status)


def prefer(header: str) -> str:
    """Choose the first language of Accept-Language that we have."""
    for part in header.split(","):
        code = part.partition(";")[0].strip().lower().partition("-")[0]
        if code in LANGUAGES:
            return code
    return "en"
