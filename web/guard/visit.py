"""One request on its way through the application, and its answer on the way back."""

from __future__ import annotations

import asyncio
import sys

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope, Send

from web.guard.body import Body
from web.guard.headers import guarded
from web.guard.told import response_to
from web.tasks.caught import Caught

#: Seconds between two looks whether a client still waits.
_SOON = 0.25
#: Status in the metrics of a request whose client has not waited for the answer.
_GONE = 499
_FAULT = "the program failed. Report it with its version and the address that was asked."
_ENDING = "the server ends. Try again when it has been started anew."
_SLOW = "the request came too slowly. Send it again over a better connection."


class Visit:
    """A request that is being answered.

    Attributes:
        status: of the answer; 0 where none was begun.
    """

    def __init__(self, scope: Scope, headers: Headers, send: Send, body: Body) -> None:
        """Begin without an answer."""
        self._scope, self._headers, self._send, self._body = scope, headers, send, body
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._watch: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._has_gone = False
        self.status = 0

    async def run(self, app: ASGIApp, patience: float) -> None:
        """Have the application answer, unless the body is refused or the client goes away.

        Args:
            app: answers.
            patience: seconds until the body has to begin to come.
        """
        until = None if self._body.complete else self._loop.time() + patience
        pace = self._body.pace = asyncio.timeout_at(until)
        self._timer = self._loop.call_later(_SOON, self._look)
        caught = Caught()
        try:
            with caught:
                async with pace:
                    await app(self._scope, self._body.receive, self.send)
        except asyncio.CancelledError:
            # Else it is the server that ends, of which uvicorn would tell with all that was called.
            if self._has_gone:
                self.status = _GONE
            elif not self.status:
                await self.refuse("busy", _ENDING)
        finally:
            self._stop_looking()
        if self._has_gone or self.status:
            return
        if self._body.refused is not None:
            await self.refuse(*self._body.refused)
        elif pace.expired():
            await self.refuse("slow", _SLOW)
        elif caught.told:
            print(f"viendan: fault of the program: {caught.told}", file=sys.stderr, flush=True)
            await self.refuse("fault", _FAULT)

    async def refuse(self, slug: str, detail: str, to: str | None = None) -> None:
        """Answer with a problem, or send a browser elsewhere."""
        response = response_to(self._scope, self._headers, slug, detail, to)
        if not self._body.complete:
            response.headers["connection"] = "close"
        await response(self._scope, self._body.receive, self._sent)

    async def send(self, message: Message) -> None:
        """Pass on a part of the answer of the application, unless there is another one."""
        if self._body.refused is None:
            await self._sent(message)

    async def _sent(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._stop_looking()
            path, query = self._scope["path"], self._scope["query_string"]
            headers = guarded(list(message.get("headers", ())), path, query, self.status)
            message = {**message, "headers": headers}
        await self._send(message)

    def _look(self) -> None:
        """See to it that work nobody waits for is dropped; once the body is there."""
        if self._body.complete:
            self._watch = self._loop.create_task(self._wait_for_the_end())
        else:
            self._timer = self._loop.call_later(_SOON, self._look)

    async def _wait_for_the_end(self) -> None:
        while (await self._body.receive())["type"] != "http.disconnect":
            continue
        if not self.status and self._body.refused is None and self._task is not None:
            self._has_gone = True
            self._task.cancel()

    def _stop_looking(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
