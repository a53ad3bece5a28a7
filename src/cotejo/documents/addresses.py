"""An address as written, or as resolved -> whether it may be asked: what leads inward, hides a number or is no page is refused."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})  # where web pages are served; a link to another port asks a service that is none
MAX_ADDRESS = 2048  # characters; longer addresses carry data, they do not name pages
INSIDE_NAMES = ("localhost", "local", "localdomain", "internal", "intranet", "home.arpa", "lan", "corp", "private", "test", "invalid", "onion")
INSIDE_HOSTS = frozenset({"metadata", "instance-data", "metadata.google.com", "wpad", "kubernetes", "kubernetes.default.svc"})
FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"{}|^`\u2028\u2029\u3000\ufeff]")
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
QUAD = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
GLOBAL_V6 = IPv6Network("2000::/3")  # the only range that the registries hand out
MAIL_PORTS = frozenset({25, 465, 587, 2525})
NAT64 = IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = IPv6Network("2002::/16")
RELAYS_V4 = "192.88.99."  # 6to4 relays, withdrawn


class Refusal(NamedTuple):
    """A request that was not made, or whose answer was not taken: reason is a code, detail a sentence."""

    url: str
    reason: str
    detail: str


class Target(NamedTuple):
    """An address that may be resolved: normal form without its fragment, scheme, host in ASCII, port."""

    url: str
    scheme: str
    host: str
    port: int


def read_address(url: str, inside: frozenset[str] = frozenset()) -> Target | Refusal:
    """Read an address strictly. `inside` holds `address:port` of servers inside the own network that may be reached.

    Refuses: bad_url, scheme, userinfo, port, inside_name, number_host (a host that readers of addresses take for a number in different ways).
    """
    if len(url) > MAX_ADDRESS or FORBIDDEN.search(url):
        return Refusal(shown(url), "bad_url", "longer than 2,048 characters, or with blanks, controls or signs that no address has")
    try:
        parts = urlsplit(url)
        written = httpx.URL(url)
        port = parts.port
    except (ValueError, httpx.InvalidURL, UnicodeError) as error:
        return Refusal(shown(url), "bad_url", f"it is no address: {error}")
    if parts.scheme not in {"http", "https"}:
        return Refusal(shown(url), "scheme", f"only http and https are asked, not {parts.scheme or 'an address without a scheme'}")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        return Refusal(f"{parts.scheme}://{parts.hostname or ''}/", "userinfo", "it carries a name or password before its host")
    host = written.raw_host.decode("ascii", "replace").lower().strip("[]")
    if written.scheme != parts.scheme or (written.port or None) != (port if port != default_port(parts.scheme) else None):
        return Refusal(shown(url), "bad_url", "two readers of addresses read it in two ways")
    number = port if port is not None else default_port(parts.scheme)
    found = check_host(host.removesuffix("."), number, inside)
    if found:
        return Refusal(shown(url), *found)
    plain = written.copy_with(fragment=None)
    return Target(str(plain), parts.scheme, host, number)


def default_port(scheme: str) -> int:
    """Port of a scheme."""
    return 443 if scheme == "https" else 80


def check_host(host: str, port: int, inside: frozenset[str]) -> tuple[str, str] | None:
    """Say what is wrong with a host's name or number, before it is resolved."""
    if ":" in host or QUAD.fullmatch(host):
        return check_address(host, port, inside)
    labels = host.split(".")
    if not host or not all(LABEL.fullmatch(label) for label in labels):
        return "bad_url", f"{host!r} is no name of a host"
    if NUMBER.fullmatch(labels[-1]):
        return "number_host", f"the host {host} is a number in a form that programs read differently"
    if host in INSIDE_HOSTS or any(host == name or host.endswith(f".{name}") for name in INSIDE_NAMES):
        return "inside_name", f"{host} is a name of inside a network"
    if len(labels) == 1:
        return "inside_name", f"{host} has no domain: such a name is looked for inside the own network"
    return check_port(port)


def check_port(port: int, ports: frozenset[int] = PORTS) -> tuple[str, str] | None:
    """Say that a port serves no web pages (or, with other `ports`, is none of them)."""
    return None if port in ports else ("port", f"port {port} is none of {', '.join(map(str, sorted(ports)))}")


def check_address(address: str, port: int, inside: frozenset[str], ports: frozenset[int] = PORTS) -> tuple[str, str] | None:
    """Say what is wrong with a number that would be connected to."""
    try:
        number = ip_address(address)
    except ValueError:
        return "bad_url", f"{address} is no internet address"
    if f"{number}:{port}" in inside:
        return None
    if not is_outside(number):
        return "inside_address", f"{number} lies inside a network, or is none of the public internet"
    return check_port(port, ports)


def is_outside(number: IPv4Address | IPv6Address) -> bool:
    """Whether a number is one host of the public internet; a number that carries another is judged by what it carries."""
    if isinstance(number, IPv4Address):
        return number.is_global and not number.is_multicast and not number.is_reserved and not str(number).startswith(RELAYS_V4)
    if number.ipv4_mapped is not None:
        return is_outside(number.ipv4_mapped)
    if number in NAT64:
        return is_outside(IPv4Address(int(number) & 0xFFFFFFFF))
    if number in SIX_TO_FOUR:
        return is_outside(IPv4Address((int(number) >> 80) & 0xFFFFFFFF))
    return number in GLOBAL_V6 and number.is_global and number.scope_id is None


def shown(url: str) -> str:
    """An address as it may stand in a log: without what comes before its host, cut at 300 characters."""
    text = re.sub(r"//[^/@\s]{0,500}@", "//", url[:600])
    return FORBIDDEN.sub("?", text)[:300]
