"""A name -> one of our own files: styles, scripts, the base map; nothing else of the disk has an address."""

import functools
import gzip
import hashlib
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml"}


@functools.cache
def load() -> dict[str, tuple[bytes, bytes, str, str]]:
    """Read all files once: name -> bytes, the same compressed, media type, digest."""
    found = {}
    for entry in sorted(files("cotejo.web.static").iterdir(), key=lambda entry: entry.name):
        kind = KINDS.get("." + entry.name.rpartition(".")[2])
        if kind:
            whole = entry.read_bytes()
            found[entry.name] = (whole, gzip.compress(whole, mtime=0), kind, hashlib.sha256(whole).hexdigest()[:16])
    return found


def address(name: str) -> str:
    """Give the address of a file with its digest, so that it can be kept for ever."""
    return f"/static/{name}?{load()[name][3]}"


async def send(request: Request) -> Response:
    """Send one file."""
    known = load().get(request.path_params["name"])
    if known is None:
        return PlainTextResponse("No such file.\n", 404)
    whole, small, kind, digest = known
    keep = "public, max-age=31536000, immutable" if request.url.query == digest else "no-cache"
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(small, media_type=kind, headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": keep})
    return Response(whole, media_type=kind, headers={"Vary": "Accept-Encoding", "Cache-Control": keep})
