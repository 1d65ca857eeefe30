"""The bot's own connections to the Bot API: kept, dropped, broken, slow, and what comes of each."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.delivery.connections import Connections, NoConnectionError
from tests.bot.delivery.conftest import free_port

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Server:
    """Follows a script for each connection; notes what it was asked."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.connections = 0
        self.ended = asyncio.Event()
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self._script(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client has gone
        finally:
            self.ended.set()
            writer.close()


@asynccontextmanager
async def serving(script: Script, context: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server(script)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
    scheme = "http" if context is None else "https"
    server.url = f"{scheme}://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot1:a/sendMessage"
    async with listening:
        yield server


@pytest.fixture
async def connections() -> AsyncIterator[Connections]:
    made = Connections(most=2, connect_seconds=5.0, idle_seconds=60.0, user_agent="test")
    yield made
    made.close()


async def asked(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
    return head + await reader.readexactly(length)


def answering(*answers: bytes) -> Script:
    """Gives these answers in turn, then waits for the end."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            await asked(reader)
            writer.write(answer)
        await reader.read()

    return script


async def test_what_is_asked_is_json_and_the_connection_serves_again(connections: Connections) -> None:
    seen = []

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            seen.append(await asked(reader))
            writer.write(OK)

    async with serving(script) as server:
        for _ in range(3):
            assert await connections.post(server.url, '{"text": "chào"}'.encode(), 5.0) == (200, b"ok")
        assert server.connections == 1
    assert seen[0].startswith(b"POST /bot1:a/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"Content-Type: application/json\r\n" in seen[0]
    assert seen[0].endswith('{"text": "chào"}'.encode())


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
    ],
    ids=["chunked", "after a 100"],
)
async def test_however_an_answer_is_written_it_is_read(connections: Connections, answer: bytes) -> None:
    async with serving(answering(answer, OK)) as server:
        assert await connections.post(server.url, b"{}", 5.0) == (200, b"ok")
        assert await connections.post(server.url, b"{}", 5.0) == (200, b"ok")
        assert server.connections == 1


async def test_an_answer_that_ends_with_its_connection_is_whole(connections: Connections) -> None:
    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\n\r\n<html>")

    async with serving(script) as server:
        assert await connections.post(server.url, b"{}", 5.0) == (502, b"<html>")
        assert await connections.post(server.url, b"{}", 5.0) == (502, b"<html>")
        assert server.connections == 2


async def test_a_connection_that_the_server_wants_closed_is_not_used_again(connections: Connections) -> None:
    closing = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
    async with serving(answering(closing)) as server:
        for _ in range(2):
            assert await connections.post(server.url, b"{}", 5.0) == (200, b"ok")
        assert server.connections == 2


async def test_a_connection_that_the_server_closed_meanwhile_is_replaced(connections: Connections) -> None:
    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(OK)

    async with serving(script) as server:
        await connections.post(server.url, b"{}", 5.0)
        await server.ended.wait()
        await asyncio.sleep(0.05)  # until the end of the connection has come over loopback
        assert await connections.post(server.url, b"{}", 5.0) == (200, b"ok")
        assert server.connections == 2


async def test_a_connection_that_was_idle_too_long_is_not_trusted() -> None:
    connections = Connections(most=2, connect_seconds=5.0, idle_seconds=0.0, user_agent="test")
    async with serving(answering(OK)) as server:
        for _ in range(2):
            await connections.post(server.url, b"{}", 5.0)
        assert server.connections == 2
    connections.close()


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", b"\x16\x03\x01 no http\r\n\r\n"]
)
async def test_what_breaks_off_or_is_no_http_may_have_been_taken(connections: Connections, answer: bytes) -> None:
    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(answer)

    async with serving(script) as server:
        with pytest.raises(ConnectionError) as failed:
            await connections.post(server.url, b"{}", 5.0)
    assert not isinstance(failed.value, NoConnectionError)


async def test_an_answer_that_is_late_ends_the_connection(connections: Connections) -> None:
    async with serving(answering(b"")) as server:
        with pytest.raises(TimeoutError):
            await connections.post(server.url, b"{}", 0.05)
        async with asyncio.timeout(5):
            await server.ended.wait()


async def test_whoever_is_cancelled_leaves_no_answer_for_the_next(connections: Connections) -> None:
    came = asyncio.Event()

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        came.set()
        await reader.read()

    async with serving(script) as server:
        waiting = asyncio.create_task(connections.post(server.url, b"{}", 5.0))
        await came.wait()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(5):
            assert await server.ended.wait()


@pytest.mark.parametrize("surplus", [OK.replace(b"ok", b"no"), OK[:20]])
async def test_what_comes_besides_the_answer_is_not_taken_for_the_next(
    connections: Connections, surplus: bytes
) -> None:
    async with serving(answering(OK + surplus, OK)) as server:
        for _ in range(2):
            assert await connections.post(server.url, b"{}", 5.0) == (200, b"ok")
        assert server.connections == 2


async def test_no_more_connections_are_made_than_allowed(connections: Connections) -> None:
    async with serving(answering(*[OK] * 20)) as server:
        await asyncio.gather(*(connections.post(server.url, b"{}", 5.0) for _ in range(10)))
        assert server.connections <= 2


async def test_where_nobody_listens_nothing_was_sent(connections: Connections) -> None:
    with pytest.raises(NoConnectionError):
        await connections.post(f"http://127.0.0.1:{free_port()}/bot1:a/sendMessage", b"{}", 5.0)


async def test_a_server_that_cannot_prove_who_it_is_gets_nothing(connections: Connections, tmp_path: Path) -> None:
    seen = []

    async def script(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.read())

    async with serving(script, own_certificate(tmp_path)) as server:
        with pytest.raises(NoConnectionError):
            await connections.post(server.url, b'{"text": "b"}', 5.0)
    assert seen in ([], [b""])


async def test_a_server_that_proves_who_it_is_is_spoken_to_in_secret(
    connections: Connections, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = own_certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
    monkeypatch.setattr("bot.delivery.connections._context", lambda: trusting)
    async with serving(answering(OK, OK), context) as server:
        for _ in range(2):
            assert await connections.post(server.url, b"{}", 5.0) == (200, b"ok")
        assert server.connections == 1


def own_certificate(folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
