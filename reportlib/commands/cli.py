"""``packet build``, ``check``, ``explain``, ``sections``, ``new``, ``diff``, ``templates``, ``intake``, ``verify``: arguments in, sentences and an exit code out."""

from __future__ import annotations

import contextlib
import io
import os
import sys

from reportlib.commands.arguments import parsed
from reportlib.commands.build import run_build, run_check, run_sections
from reportlib.commands.new import run_new
from reportlib.commands.packets import run_diff, run_explain, run_verify
from reportlib.commands.returns import run_intake, run_templates
from reportlib.errors import PacketError, Stopped
from reportlib.language import say


def run(argv: list[str] | None = None) -> int:
    """The exit code: 0 whole packet or intake, 1 partial packet or something missing or set aside, 2 input, 3 configuration, 4 run, 5 output, 130/143 stopped."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(ValueError):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="replace")
    asked = parsed(argv)
    try:
        code = {
            "build": run_build,
            "check": run_check,
            "sections": run_sections,
            "explain": run_explain,
            "new": run_new,
            "diff": run_diff,
            "templates": run_templates,
            "intake": run_intake,
            "verify": run_verify,
        }[asked.command](asked)
        sys.stdout.flush()
        return code
    except PacketError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        if asked.command == "build":
            print(
                say(
                    "沒有產生新的會議資料；先前的會議資料沒有變動。",
                    "No new packet was made; the previous one is unchanged.",
                ),
                file=sys.stderr,
            )
        if asked.command == "intake":
            print(
                say(
                    "收件沒有完成；先前的收件結果與收到的檔案都沒有變動。",
                    "The intake was not finished; its previous results and the files received are unchanged.",
                ),
                file=sys.stderr,
            )
        return error.exit_code
    except BrokenPipeError:  # packet diff … | head: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("PACKET_DEBUG"):
            raise
        print(
            say(
                f"程式內部錯誤（{type(error).__name__}: {error}）。這不是您的錯；請設定 PACKET_DEBUG=1 再執行一次，並把訊息交給開發者。先前的會議資料沒有變動。",
                f"Internal error ({type(error).__name__}: {error}). It is not your fault: run again with PACKET_DEBUG=1 and send us the output. The previous packet is unchanged.",
            ),
            file=sys.stderr,
        )
        return 4
    except Stopped as stopped:
        print(say("已停止；先前的會議資料沒有變動。", "Stopped; the previous packet is unchanged."), file=sys.stderr)
        return 128 + stopped.signum
    finally:
        _end_children()


def _end_children() -> None:
    fork_server = sys.modules.get("reportlib.execute.fork_server")
    if fork_server is not None:
        fork_server.shut_down()
