"""One module per page: a desk and a request -> what the page shows, as plain values that its template and its JSON share."""

from cotejo.web.views import claim, desktop, dossier, event, evidence, log, reader, review, search, source, workbench

PAGES = (
    *workbench.ROUTES,
    *event.ROUTES,
    *claim.ROUTES,
    *reader.ROUTES,
    *source.ROUTES,
    *evidence.ROUTES,
    *review.ROUTES,
    *search.ROUTES,
    *log.ROUTES,
    *dossier.ROUTES,
    *desktop.ROUTES,
)
