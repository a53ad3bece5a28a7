"""Pieces of an answer as they come -> its bytes, unpacked within bounds; a bomb is stopped before it has grown."""

import zlib
from collections.abc import Iterable

from cotejo.documents.exchange import Limits

PIECE = 256 * 1024  # bytes unpacked at once: what a bomb can grow by before it is seen
WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's wbits


class StoppedError(Exception):
    """Reading was stopped; `args` = (reason, detail)."""


def unpack(pieces: Iterable[bytes], coding: str, limits: Limits) -> bytes:
    """Collect an answer's bytes.

    Raises:
        StoppedError: too_large, bomb, coding (a packing that was not asked for, or broken), cut_short (its packing ends too soon).
    """
    names = [name.strip().lower() for name in coding.split(",") if name.strip().lower() not in {"", "identity"}]
    if not names:
        return collect(pieces, limits)
    if len(names) > 1 or names[0] not in WINDOWS:
        raise StoppedError("coding", f"packed as {coding[:80]!r}, which was not asked for")
    return inflate(pieces, WINDOWS[names[0]], limits)


def collect(pieces: Iterable[bytes], limits: Limits) -> bytes:
    """Join pieces that are not packed."""
    whole = bytearray()
    for piece in pieces:
        whole += piece
        check(len(whole), len(whole), limits)
    return bytes(whole)


def inflate(pieces: Iterable[bytes], window: int, limits: Limits) -> bytes:
    """Unpack pieces one by one; what calls itself deflate may come without its frame."""
    whole = bytearray()
    packed = 0
    machine = zlib.decompressobj(wbits=window)
    for piece in pieces:
        packed += len(piece)
        rest = piece
        while rest:
            try:
                out = machine.decompress(rest, PIECE)
            except zlib.error as error:
                if window == WINDOWS["deflate"] and not whole and packed == len(piece):
                    window, machine = -15, zlib.decompressobj(wbits=-15)
                    continue
                raise StoppedError("coding", f"its packing is broken: {error}") from error
            whole += out
            check(len(whole), packed, limits)
            rest = machine.unconsumed_tail
            if machine.eof:
                break
    if packed and not machine.eof:
        raise StoppedError("cut_short", f"its packing ends too soon, after {packed:,} bytes")
    return bytes(whole)


def check(size: int, packed: int, limits: Limits) -> None:
    """Stop what is too large or was packed too tightly."""
    if size > limits.max_bytes:
        raise StoppedError("too_large", f"more than {limits.max_bytes:,} bytes")
    if size > limits.ratio_from_bytes and size > limits.max_ratio * packed:
        raise StoppedError("bomb", f"{packed:,} bytes unpack to more than {size:,}: above {limits.max_ratio}:1")
