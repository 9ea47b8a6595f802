"""Sockets of every family, and what can be had without one."""
import socket
import urllib.request


def tries():
    found = []
    families = {name: getattr(socket, name) for name in dir(socket) if name.startswith("AF_")}
    for name, family in families.items():
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
            try:
                socket.socket(family, kind)
            except OSError:
                continue
            found.append(name)
    for address in ("http://169.254.169.254/", "http://127.0.0.1:5432/", "http://localhost/"):
        try:
            urllib.request.urlopen(address, timeout=0.2)
        except OSError:
            continue
        found.append(address)
    try:
        socket.getaddrinfo("example.org", 80)
        found.append("names are resolved")
    except OSError:
        pass
    return found
