"""The table of addresses -> an OpenAPI 3.1 document: each route is in it, because it is made from the table; schemas from the types of answers."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from cotejo import __version__
from cotejo.web import shapes
from cotejo.web.routes import Field, Route

NAME = re.compile(r"{(\w+)(?::path)?}")
JSON = "application/json"
AT = "#/components/schemas/{name}"
PLAIN = {"403": "a write from elsewhere", "421": "another host's name"}
FAULTS = {"400": "cannot be done as asked", "404": "nothing has this address"}

Described = dict[str, Any]


def describe(routes: Iterable[Route]) -> Described:
    """Write the document."""
    every = list(routes)
    types = {one.gives for one in every if one.gives and not is_any(one.gives)} | {shapes.Titled, shapes.Fault, shapes.Elsewhere}
    _, schemas = msgspec.json.schema_components(sorted(types, key=lambda one: str(one.__name__)), ref_template=AT)
    for kind in types - {shapes.Titled}:
        schemas[kind.__name__]["additionalProperties"] = False  # an answer says nothing that is not described
    paths: dict[str, Described] = {}
    for route in every:
        paths.setdefault(NAME.sub(r"{\1}", route.path), {})[route.method.lower()] = describe_route(route)
        if route.is_page:
            path = ("/index" if route.path == "/" else route.path) + ".json"
            paths.setdefault(NAME.sub(r"{\1}", path), {})["get"] = describe_route(route._replace(media_type=JSON), " (as JSON)")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Cotejo workbench",
            "version": __version__,
            "description": "Pages and records of one case. The filter of an address is the filter of its export.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def is_any(kind: object) -> bool:
    """Whether a type is any JSON object."""
    return kind == dict[str, Any]


def refer(kind: Any) -> Described:  # noqa: ANN401 - a type
    """Point at a type's schema."""
    return {"type": "object"} if is_any(kind) else {"$ref": AT.format(name=kind.__name__)}


def describe_route(route: Route, after: str = "") -> Described:
    """Write one operation."""
    parameters: list[Described] = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in NAME.findall(route.path)]
    if route.method == "GET":
        parameters += [
            {"name": one.name, "in": "query", "required": one.needed, "description": one.says, "schema": one.schema} for one in route.fields
        ]
    body = describe_form(route.fields) if route.method == "POST" else {}
    answers = describe_write(route) if route.method == "POST" else describe_read(route)
    return {"summary": route.says + after, "parameters": parameters, **body, "responses": {**answers, **describe_faults()}}


def describe_read(route: Route) -> Described:
    """Write what a reading address answers with."""
    content: Described = {}
    if route.media_type == JSON:
        content = {"schema": refer(route.gives) if route.gives else {"anyOf": [refer(shapes.Titled), refer(shapes.Elsewhere)]}}
    answers: Described = {"200": {"description": route.says, "content": {route.media_type: content}}}
    if route.is_page:
        answers["303"] = {"description": "it is shown at another address"}
    if any(one.name == "run" for one in route.fields):
        answers["409"] = {"description": "the case was read anew since", "content": fault_content()}
    return answers


def describe_write(route: Route) -> Described:
    """Write what a writing address answers with; one that a form is sent to gives the next page, as JSON where the token came as a header."""
    return {
        "200": {"description": "written", "content": {JSON: {"schema": refer(route.gives or shapes.Elsewhere)}}},
        "303": {"description": "written; the next page"},
        "409": {"description": "somebody decided on the same meanwhile", "content": fault_content()},
    }


def describe_form(fields: Iterable[Field]) -> Described:
    """Write a form."""
    every = [*fields]
    properties: dict[str, Mapping[str, Any]] = {one.name: {**one.schema, "description": one.says} for one in every}
    properties["token"] = {"type": "string", "description": "the form's token; or in the header X-Cotejo-Token"}
    schema = {"type": "object", "properties": properties, "required": [one.name for one in every if one.needed]}
    return {"requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}}


def fault_content() -> Described:
    """Write what a fault is sent as."""
    return {JSON: {"schema": refer(shapes.Fault)}, "text/html": {}}


def describe_faults() -> Described:
    """Write the answers that any address may give."""
    found: Described = {code: {"description": said, "content": {"text/plain": {}}} for code, said in PLAIN.items()}
    return found | {code: {"description": said, "content": fault_content()} for code, said in FAULTS.items()}
