"""A JSON value -> the one sequence of bytes that stands for it (RFC 8785, JSON Canonicalization Scheme)."""

import math
import re
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal

MAX_SAFE_INTEGER = 2**53 - 1  # beyond it two readers of JSON may see two numbers, unless it is a double
MAX_FLOAT = int(sys.float_info.max)
PLAIN_BELOW, PLAIN_ABOVE = 21, -6  # powers of ten between which ECMAScript writes a number without an exponent
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
ESCAPED = re.compile(r'["\\\x00-\x1f]')


def canonical(value: object) -> bytes:
    """Write a value in canonical form: keys in the order of their UTF-16 code units, no blanks, numbers as ECMAScript writes them.

    Raises:
        ValueError: it has no canonical form: not a number, infinite, an integer that is no double, a lone surrogate, a key that is no string.
        TypeError: it is no JSON.
    """
    try:
        return "".join(write(value)).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"half of a surrogate pair has no canonical form: {error}") from error


def write(value: object) -> Iterator[str]:
    """Yield the pieces of a value."""
    if value is None or value is True or value is False:
        yield {None: "null", True: "true", False: "false"}[value]
    elif isinstance(value, str):
        yield quote(value)
    elif isinstance(value, int | float):
        yield number(value)
    elif isinstance(value, Mapping):
        yield from write_object(value)
    elif isinstance(value, list | tuple):
        yield "["
        for at, one in enumerate(value):
            yield "," if at else ""
            yield from write(one)
        yield "]"
    else:
        raise TypeError(f"{type(value).__name__} is no JSON")


def write_object(value: Mapping[object, object]) -> Iterator[str]:
    """Yield the pieces of an object."""
    keys = [key for key in value if isinstance(key, str)]
    if len(keys) != len(value):
        raise ValueError("a key of a JSON object must be a string")
    yield "{"
    for at, key in enumerate(sorted(keys, key=lambda key: key.encode("utf-16-be"))):
        yield f"{',' if at else ''}{quote(key)}:"
        yield from write(value[key])
    yield "}"


def quote(text: str) -> str:
    """Write a string: only what JSON demands is escaped, in its short form where there is one."""
    return '"' + ESCAPED.sub(lambda found: ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}", text) + '"'


def number(value: float) -> str:
    """Write a number as ECMAScript does: the shortest digits that read back as it."""
    if isinstance(value, int):
        if abs(value) <= MAX_SAFE_INTEGER:
            return str(value)
        if abs(value) > MAX_FLOAT or int(float(value)) != value:
            raise ValueError(f"the integer {value} is no double and has no canonical form; write it as a string")
        return number(float(value))
    if not math.isfinite(value):
        raise ValueError(f"{value} has no canonical form")
    if value == 0:
        return "0"
    sign, parts, exponent = Decimal(repr(value)).as_tuple()
    digits = "".join(map(str, parts)).rstrip("0")
    point = len(parts) + int(exponent)  # where the decimal point stands, counted from before the first digit
    return ("-" if sign else "") + lay_out(digits, point)


def lay_out(digits: str, point: int) -> str:
    """Set the decimal point among digits, or give an exponent."""
    if len(digits) <= point <= PLAIN_BELOW:
        return digits.ljust(point, "0")
    if 0 < point <= PLAIN_BELOW:
        return f"{digits[:point]}.{digits[point:]}"
    if PLAIN_ABOVE < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{mantissa}e{point - 1:+d}"
