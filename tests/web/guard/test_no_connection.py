"""The server, and what it starts, connects to nothing, whatever is in a file."""

from __future__ import annotations

import shutil
import socket
import threading
import time

import httpx
import psutil
import pytest


def elsewhere(server):
    """Return the connections of a server that are none of its clients'."""
    found = []
    for process in (psutil.Process(server.process.pid), *server.processes()):
        try:
            connections = process.net_connections("inet")
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        found += [
            (process.pid, one.laddr, one.raddr, one.status)
            for one in connections
            if one.status != psutil.CONN_NONE and one.laddr[1] != server.port
        ]
    return found


@pytest.fixture
def trap():
    """Return an address and the list of whoever has connected to it."""
    seen = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept():
            while True:
                try:
                    connection, peer = listener.accept()
                except OSError:
                    return
                seen.append(peer)
                connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x", seen
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def links(address):
    """Return files that ask for something of another machine."""
    yield (
        "a.html",
        f'<html><p>a 61/2018/NĐ-CP<img src="{address}"><iframe src="{address}">'.encode(),
    )
    yield "b.eml", f"MIME-Version: 1.0\nContent-Type: text/html\n\n<img src={address}>a".encode()
    if shutil.which("soffice"):
        field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}" \\d}}{{\fldrslt a}}}}'
        yield "c.rtf", rf"{{\rtf1 Nghi dinh 61/2018/ND-CP {field}}}".encode()


def test_files_with_links_are_read_without_following_them(server, trap):
    address, seen = trap
    ended, found = threading.Event(), []

    def watch():
        while not ended.is_set():
            found.extend(elsewhere(server))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for name, content in links(address):
            told = httpx.post(
                f"{server.address}/check", files={"file": (name, content)}, timeout=120
            )
            assert told.status_code in (200, 422), told.text
        httpx.post(f"{server.address}/check", json={"text": f"xem {address}"})
        httpx.get(f"{server.address}/ask", params={"q": address})
        httpx.get(
            f"{server.address}/sparql",
            params={"query": f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"},
        )
    finally:
        ended.set()
        watcher.join()
    assert not found
    assert not seen
