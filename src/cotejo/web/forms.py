"""The body of a POST -> its fields and files, within limits."""

from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from starlette.requests import Request

from cotejo.errors import UsageError
from cotejo.web.asked import Upload

MAX_BODY_BYTES = 64 * 2**20  # as much as one batch of `cotejo add`
MAX_FIELDS = 200


async def read_form(request: Request) -> tuple[dict[str, str], tuple[Upload, ...]]:
    """Read an urlencoded, multipart or JSON body.

    Raises:
        UsageError: too large, or of another kind.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise UsageError(f"more than {MAX_BODY_BYTES // 2**20} MiB at once; use `cotejo add` for large files.")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return read_parts(request.headers["content-type"], bytes(body))
    if kind in ("application/x-www-form-urlencoded", ""):
        try:
            return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS)), ()
        except ValueError as error:
            raise UsageError(f"a form that cannot be read: {error}") from error
    raise UsageError(f"a body of type {kind!r}; forms are urlencoded or multipart.")


def read_parts(content_type: str, body: bytes) -> tuple[dict[str, str], tuple[Upload, ...]]:
    """Cut a multipart body."""
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", "replace")
    whole = BytesParser(policy=HTTP).parsebytes(head + body)
    fields: dict[str, str] = {}
    files: list[Upload] = []
    for part in whole.iter_parts() if whole.is_multipart() else ():
        name = str(part.get_param("name", "", header="content-disposition"))
        found = part.get_payload(decode=True)
        content = found if isinstance(found, bytes) else b""
        file_name = part.get_filename()
        if file_name is None:
            fields[name] = content.decode("utf-8", "replace")
        elif content:
            files.append(Upload(name, file_name, content))
        if len(fields) + len(files) > MAX_FIELDS:
            raise UsageError(f"more than {MAX_FIELDS} fields and files at once; use `cotejo add`.")
    return fields, tuple(files)
