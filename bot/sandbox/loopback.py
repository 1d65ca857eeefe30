"""The guard: nothing leaves loopback."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class LeftLoopbackError(AssertionError):
    """Something tried to reach another machine."""


def is_loopback(host: str) -> bool:
    """Whether the host is this machine, said without asking a name server."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def only_loopback() -> Iterator[None]:
    """While it holds, connecting or resolving a name beyond loopback raises LeftLoopbackError."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if isinstance(name, str) and name and not is_loopback(name):
            raise LeftLoopbackError(f"a connection to {name!r} would leave loopback")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            check(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            check(address[0])
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return getaddrinfo(host, *args, **kwargs)

    try:
        setattr(socket.socket, "connect", guarded_connect)  # noqa: B010  (mypy: methods are not assigned to)
        setattr(socket.socket, "connect_ex", guarded_connect_ex)  # noqa: B010
        setattr(socket, "getaddrinfo", guarded_getaddrinfo)  # noqa: B010
        yield
    finally:
        # What stood there before: the C methods are inherited, so restoring them by value is the same.
        setattr(socket.socket, "connect", connect)  # noqa: B010
        setattr(socket.socket, "connect_ex", connect_ex)  # noqa: B010
        setattr(socket, "getaddrinfo", getaddrinfo)  # noqa: B010
