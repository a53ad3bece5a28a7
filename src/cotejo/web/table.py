"""All addresses of the workbench in one table, and the address that describes them."""

from typing import Any

from cotejo.web import api, export, openapi
from cotejo.web.asked import Asked, Page
from cotejo.web.desk import Desk
from cotejo.web.routes import Route
from cotejo.web.views import PAGES


def send_openapi(_desk: Desk, _asked: Asked) -> Page:
    """Describe the API."""
    return api.answer(openapi.describe(ROUTES))


ROUTES: tuple[Route, ...] = (
    *PAGES,
    *api.ROUTES,
    *export.ROUTES,
    Route("/api/v1/openapi.json", send_openapi, "this description", media_type="application/json", gives=dict[str, Any]),
)
