"""A letter and the relay that takes it -> the letter handed over by SMTP, through the same checks as every connection; or why not."""

import smtplib
import socket
import ssl
from email.message import EmailMessage
from typing import Literal, NamedTuple

from cotejo.documents.addresses import MAIL_PORTS, Refusal
from cotejo.documents.exchange import Limits
from cotejo.documents.transport import connect
from cotejo.documents.unpacking import StoppedError

Security = Literal["tls", "starttls", "none"]


class Relay(NamedTuple):
    """The server that takes letters. Name and password come from the environment and are sent over TLS only."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = None
    inside: frozenset[str] = frozenset()
    timeout_s: float = Limits().read_s


class Checked(smtplib.SMTP):
    """An SMTP client whose connection is made by the one door."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self.context = ssl.create_default_context()
        super().__init__(timeout=relay.timeout_s)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found = connect(host, port, self.relay.inside, MAIL_PORTS, timeout)
        return self.context.wrap_socket(found, server_hostname=host) if self.relay.security == "tls" else found


def send(letter: EmailMessage, relay: Relay) -> Refusal | None:
    """Hand a letter over; None when it was taken. No detail of a refusal holds name or password.

    Refuses: no_address, inside_address, port, peer; insecure (a password without TLS); mail (the relay's own answer, by its kind).
    """
    if relay.user and relay.security == "none":
        return Refusal(relay.host, "insecure", "a password is sent over TLS only: set smtp_security to tls or starttls")
    client = Checked(relay)
    try:
        client._host = relay.host  # type: ignore[attr-defined]  # noqa: SLF001 - the name that STARTTLS checks; smtplib sets it only in its constructor
        client.connect(relay.host, relay.port)
        if relay.security == "starttls":
            client.starttls(context=client.context)
        if relay.user:
            client.login(relay.user, relay.password or "")
        client.send_message(letter)
        client.quit()
    except StoppedError as stopped:
        return Refusal(relay.host, *stopped.args)
    except (OSError, smtplib.SMTPException) as error:
        return Refusal(relay.host, "mail", f"the relay did not take the letter ({type(error).__name__})")
    finally:
        client.close()
    return None
