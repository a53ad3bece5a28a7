"""Bytes of a PDF on standard input -> its words as JSON on standard output: runs alone, with little memory, no files and no network."""

import sys
from io import BytesIO
from typing import Any

import msgspec

MAX_MEMORY = 1536 * 2**20  # bytes of address space
MAX_CPU_S = 35
MAX_PAGES, MAX_CHARACTERS = 3000, 5_000_000
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.Request", "ftplib.", "smtplib.", "ctypes.dlopen")


def shut(event: str, _arguments: Any) -> None:  # noqa: ANN401 - CPython's own signature
    """Refuse every way out of this process."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"{event}: files of strangers are read without it")


def confine() -> None:
    """Bound memory, time and files, and close the ways out; what the system does not know of is left out."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        resource = None  # type: ignore[assignment]
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_S, MAX_CPU_S))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(shut)


def read(data: bytes) -> dict[str, str]:
    """Read title, author, time and words."""
    import pypdf  # noqa: PLC0415 - after its bounds are set

    file = pypdf.PdfReader(BytesIO(data), strict=False)
    if file.is_encrypted and not file.decrypt(""):
        return {"why": "it is encrypted with a password"}
    pieces: list[str] = []
    size = 0
    for page in file.pages[:MAX_PAGES]:
        words = (page.extract_text() or "").replace("\x00", "").encode("utf-8", "replace").decode()
        size += len(words)
        if size > MAX_CHARACTERS:
            break
        pieces.append(words.strip())
    about = file.metadata
    created = about.creation_date if about else None
    return {
        "text": "\n\n".join(piece for piece in pieces if piece), "title": said(about.title if about else None),
        "author": said(about.author if about else None), "created": created.isoformat() if created else "",
    }  # fmt: skip


def said(value: object) -> str:
    """A field of the file's own description."""
    return value.strip()[:500].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def main() -> None:
    """Read standard input, write one object."""
    data = sys.stdin.buffer.read()
    import pypdf  # noqa: F401, PLC0415 - loaded while files may still be opened

    confine()
    try:
        found = read(data)
    except Exception as error:  # noqa: BLE001 - this process exists so that whatever a broken file does ends here
        found = {"why": f"it cannot be read as PDF ({type(error).__name__}: {str(error)[:160]})"}
    sys.stdout.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main()
