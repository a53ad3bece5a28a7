"""The table of addresses -> an OpenAPI 3.1 document; each route is in it, because it is made from the table."""

import re
from collections.abc import Iterable

from cotejo import __version__
from cotejo.web.routes import Route

NAME = re.compile(r"{(\w+)(?::path)?}")
FAULTS = {"400": "cannot be done as asked", "403": "a write from elsewhere", "404": "nothing has this address", "421": "another host's name"}


def describe(routes: Iterable[Route]) -> dict[str, object]:
    """Write the document."""
    paths: dict[str, dict[str, object]] = {}
    for route in routes:
        paths.setdefault(NAME.sub(r"{\1}", route.path), {})[route.method.lower()] = describe_route(route)
        if route.method == "GET" and route.media_type == "text/html":
            path = ("/index" if route.path == "/" else route.path) + ".json"
            paths.setdefault(NAME.sub(r"{\1}", path), {})["get"] = describe_route(route._replace(media_type="application/json"), " (as JSON)")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Cotejo workbench",
            "version": __version__,
            "description": "Pages and records of one case. The filter of an address is the filter of its export.",
        },
        "paths": dict(sorted(paths.items())),
    }


def describe_route(route: Route, after: str = "") -> dict[str, object]:
    """Write one operation."""
    parameters: list[dict[str, object]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in NAME.findall(route.path)
    ]
    body: dict[str, object] = {}
    if route.method == "GET":
        parameters += [
            {"name": one.name, "in": "query", "required": one.needed, "description": one.says, "schema": {"type": "string"}} for one in route.fields
        ]
        good: dict[str, object] = {"200": {"description": route.says, "content": {route.media_type: {}}}}
        if route.media_type == "text/html" or after:
            good["303"] = {"description": "it is shown at another address"}
        if any(one.name == "run" for one in route.fields):
            good["409"] = {"description": "the case was read anew since", "content": {"application/json": {}, "text/html": {}}}
    else:
        properties = {one.name: {"type": "string", "description": one.says} for one in (*route.fields,)}
        properties["token"] = {"type": "string", "description": "the form's token; or in the header X-Cotejo-Token"}
        schema = {"type": "object", "properties": properties, "required": [*(one.name for one in route.fields if one.needed)]}
        body = {"requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}}
        good = {"200": {"description": "written", "content": {"application/json": {}}}, "303": {"description": "written; the next page"},
                "409": {"description": "somebody decided on the same meanwhile"}}  # fmt: skip
    kinds: dict[str, dict[str, object]] = {"application/json": {}, "text/html": {}}
    bad: dict[str, dict[str, object]] = {}
    for code, said in FAULTS.items():
        bad[code] = {"description": said, "content": {"text/plain": {}} if code in ("403", "421") else kinds}
    return {"summary": route.says + after, "parameters": parameters, **body, "responses": {**good, **bad}}
