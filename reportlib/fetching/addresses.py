"""Which addresses may be connected to: public ones, by http and https. A name is resolved once, every address of it is checked, and what is
connected to is an address that was checked, so that a name which is another one the next time leads nowhere."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import weakref
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
SCHEMES = ("http", "https")


class NotAllowed(Exception):
    """An address that is not connected to: ``kind`` is a key of :data:`reportlib.fetching.told.REASONS`."""

    def __init__(self, kind: str):
        super().__init__(kind)
        self.kind = kind


def check_url(url: str) -> str:
    """The host of an address by http or https; :class:`NotAllowed` for any other, or one with a name and password in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise NotAllowed("no address") from None
    if parts.scheme.lower() not in SCHEMES:
        raise NotAllowed("other scheme")
    if not host:
        raise NotAllowed("no address")
    if parts.username is not None or parts.password is not None:
        raise NotAllowed("password")
    return host


def is_public(address: IpAddress) -> bool:
    """Whether an address is of the public net, also where it is an IPv4 address in the clothes of an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if int(address) >> 32 == 0 and int(address) > 1:  # ::127.0.0.1, which is out of use
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.scope_id:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def usable(found: Iterable[str], allowed: Collection[str]) -> list[str]:
    """The addresses that a name has, in their order; :class:`NotAllowed` where one of them is neither public nor ``allowed``."""
    result = []
    for text in found:
        address = ipaddress.ip_address(text)
        if text not in allowed and not is_public(address):
            raise NotAllowed("private")
        result.append(text)
    if not result:
        raise NotAllowed("unknown host")
    return result


def check_behind_proxy(host: str, allowed: Collection[str]) -> None:
    """:class:`NotAllowed` for a host that a proxy would be asked for, where it is a private address or has one here. A name that is
    known to nobody here (inside of a network only the proxy may know those of the net) is left to the proxy."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    usable(dict.fromkeys(str(one[4][0]) for one in found), allowed)


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore to addresses that were checked, whatever a name leads to; or to one ``proxy`` (host and port) alone,
    which a person named. :meth:`end` breaks off all that is open, from another thread."""

    def __init__(self, allowed: Collection[str] = (), proxy: tuple[str, int] | None = None):
        self._allowed, self._proxy, self._plain = frozenset(allowed), proxy, httpcore.SyncBackend()
        self._open: weakref.WeakSet[httpcore.NetworkStream] = weakref.WeakSet()
        self._ended = False

    def end(self) -> None:
        """Whoever waits for an answer is told that there will be none; nothing is connected to any more."""
        self._ended = True
        for stream in list(self._open):
            with contextlib.suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers."""
        if self._ended:
            raise httpcore.ConnectError("stopped")
        if self._proxy is not None:
            if (host, port) != self._proxy:
                raise NotAllowed("private")
            return self._kept(self._plain.connect_tcp(host, port, timeout, local_address, socket_options))
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise NotAllowed("unknown host") from None
        addresses = usable(dict.fromkeys(str(one[4][0]) for one in found), self._allowed)
        for number, address in enumerate(addresses, 1):
            try:
                return self._kept(self._plain.connect_tcp(address, port, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise NotAllowed("unknown host")

    def _kept(self, stream: httpcore.NetworkStream) -> httpcore.NetworkStream:
        self._open.add(stream)
        return stream

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never: there is no address on the net."""
        raise NotAllowed("other scheme")

    def sleep(self, seconds: float) -> None:
        """As httpcore asks for it between two tries."""
        self._plain.sleep(seconds)
