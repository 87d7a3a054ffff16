"""Files that a browser sends to a page of the desk."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, BinaryIO

from tornado.web import stream_request_body

from reportlib import system, temporary
from reportlib.desk.guards import FORM_TOKEN
from reportlib.desk.handlers import DeskHandler
from reportlib.desk.known import meeting_files
from reportlib.desk.problems import said
from reportlib.desk.uploads import MOST_BYTES, FormStream, NotUploaded, UploadTooLarge, plain_name, too_large
from reportlib.filenames import leads_out

_MOST_THROWN_AWAY = 1 << 40  # bytes


@stream_request_body
class UploadHandler(DeskHandler):
    """Files that are dropped in: written beside their folder while they come; :meth:`take` is asked when all are there."""

    folder = ""  # the one of the meeting's data that they are for

    drafts: list[tuple[Path, str]]  # each where it is written, and under which name it was sent

    def is_streamed(self) -> bool:
        return True

    def prepare(self) -> None:
        super().prepare()
        if self._finished:
            return
        # What is too large is read to its end and thrown away: a browser whose sending is cut off shows no answer at all.
        self.request.connection.set_max_body_size(_MOST_THROWN_AWAY)  # type: ignore[union-attr]
        self._held = contextlib.ExitStack()
        self.drafts = []
        self._wrong: NotUploaded | None = None
        self._stream: FormStream | None = None
        meeting = self.path_args[0] if self.path_args else ""
        if meeting not in meeting_files(self.desk.root):
            self.send_error(404)
            return
        self.target = self.desk.root / "data" / meeting / self.folder
        if leads_out(self.target, self.desk.root):
            self.send_error(403)
            return
        self.target.mkdir(parents=True, exist_ok=True)
        self._beside = self._held.enter_context(temporary.beside(self.desk.root / "data" / meeting))
        told = self.request.headers.get("Content-Length", "")
        if told.isdecimal() and int(told) > MOST_BYTES:
            self._wrong = too_large()
            return
        try:
            self._stream = FormStream(self.request.headers.get("Content-Type", ""), self._open)
        except NotUploaded as wrong:
            self._wrong = wrong

    def _open(self, sent: str) -> BinaryIO:
        if self._stream is None or not self.desk.guards.is_form_token(self._stream.fields.get(FORM_TOKEN)):
            raise NotUploaded("請重新整理這一頁，再上傳一次。")
        draft = self._beside / f"{len(self.drafts):04}"
        self.drafts.append((draft, plain_name(sent)))
        return draft.open("wb")

    def data_received(self, chunk: bytes) -> None:
        if self._finished or self._wrong or self._stream is None:
            return
        try:
            self._stream.feed(chunk)
        except NotUploaded as wrong:
            self._give_up(wrong)
        except OSError as error:
            self._give_up(NotUploaded(f"檔案無法寫入：{system.reason(error)}。"))

    def _give_up(self, wrong: NotUploaded) -> None:
        """What has come is removed at once, and what still comes is not looked at."""
        self._wrong = wrong
        if self._stream is not None:
            self._stream.close()
        for draft, _ in self.drafts:
            with contextlib.suppress(OSError):
                draft.unlink()

    @property
    def sent_fields(self) -> dict[str, str]:
        return self._stream.fields if self._stream is not None else {}

    async def post(self, name: str) -> None:
        stream = self._stream
        if stream is not None:
            stream.close()
        if not self.guards.is_form_token(self.sent_fields.get(FORM_TOKEN)) and not isinstance(
            self._wrong, UploadTooLarge
        ):
            self.send_error(403)
        elif self._wrong or stream is None or not stream.is_whole:
            problem = said(str(self._wrong or "上傳沒有完成。"), "沒有任何檔案收下。")
            await self.page(name, 413 if isinstance(self._wrong, UploadTooLarge) else 422, problems=[problem])
        elif not self.drafts:
            await self.page(name, 422, problems=[said("請先選取檔案。")])
        else:
            await self.take(name)

    async def page(self, meeting: str, status: int = 200, **values: Any) -> None:
        """The page that the form stands on, with what is wrong."""
        raise NotImplementedError

    async def take(self, name: str) -> None:
        """Give the drafts their places, and answer."""
        raise NotImplementedError

    def on_finish(self) -> None:
        if held := getattr(self, "_held", None):
            if self._stream is not None:
                self._stream.close()
            held.close()

    def on_connection_close(self) -> None:
        self.on_finish()
