"""``make pictures``: the pictures of the tutorials, taken of a project that is begun and built as they say, in the system's Chromium.

The project is the one that ``packet init`` begins, so that whoever follows a tutorial sees the same. Pages are photographed at one
width, printed pages drawn by pypdfium2; each picture has at most :data:`COLOURS` colours, which keeps it under :data:`MOST_BYTES`.
"""

import argparse
import base64
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.support.chromium import Page, browser
from tests.support.desk_server import begin

ROOT = Path(__file__).resolve().parent.parent
INTO = ROOT / "docs" / "images"
COLOURS, MOST_BYTES = 64, 90_000
WIDE, PHONE = (1180, 740), (390, 740)  # CSS pixels
# The project that the tutorials begin: docs/tutorial.md and docs/zh/tutorial.md say the same line.
BODY = "海港市開放資料委員會"
AGENCIES = "海港市資訊處:資訊處,海港市捷運局:捷運局,海港市動物園:動物園"
MEETING = "harbour-1-1"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=INTO)
    into = parser.parse_args().into
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        packet("init", "harbour", "--body", BODY, "--agencies", AGENCIES, at=place)
        project = place / "harbour"
        with browser(place / "profile") as page:
            of_the_desk(page, project, into)
            built = project / "output" / MEETING
            of_the_page(page, built, into)
        of_paper(built / "packet.pdf", 0, into / "volume-cover.png")
        of_paper(built / "packet.pdf", 1, into / "volume-asked.png")
        of_paper(built / "briefing.pdf", 3, into / "briefing.png", width=900)
    for path in sorted(into.glob("*.png")):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


def packet(*arguments: str, at: Path) -> None:
    """A command as the tutorial has it; CalledProcessError where it does not end well."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "PACKET_LANG": "zh"}
    subprocess.run([sys.executable, "-m", "reportlib", *arguments], cwd=at, env=env, check=True)


def of_the_desk(page: Page, project: Path, into: Path) -> None:
    """The meetings, what is to be done and what was built, parameters and review."""
    os.environ["PACKET_LANG"] = "zh"
    desk = begin(project)
    try:
        page.ask(
            "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        page.size(*WIDE)
        page.ask("Page.navigate", url=desk.page.as_uri())
        page.wait("location.pathname === '/' && document.querySelector('h1') !== null")
        address = f"http://127.0.0.1:{desk.port}"
        packet("build", MEETING, "--edition", "public", "--quiet", at=project)
        for path, name in (
            ("/", "desk-meetings"),
            (f"/m/{MEETING}", "desk-meeting"),
            (f"/m/{MEETING}/parameters", "desk-parameters"),
            (f"/m/{MEETING}/review", "desk-review"),
        ):
            page.ask("Page.navigate", url=address + path)
            page.wait(f"location.pathname === {path!r} && document.readyState === 'complete'")
            photograph(page, into / f"{name}.png")
    finally:
        desk.process.terminate()
        desk.process.wait(60)
        desk.process.stdout.close()


def of_the_page(page: Page, built: Path, into: Path) -> None:
    """packet.html with a number's panel open, wide and as on a phone."""
    page.size(*WIDE)
    page.open(built / "packet.html")
    page.click("main td data[data-fact]")
    page.wait("document.getElementById('panel').open")
    photograph(page, into / "page-panel.png")
    page.size(*PHONE)
    photograph(page, into / "page-phone.png")


def photograph(page: Page, file: Path) -> None:
    page.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300))))")
    taken = page.ask("Page.captureScreenshot", format="png")["data"]
    save(Image.open(io.BytesIO(base64.b64decode(taken))), file)


def of_paper(pdf: Path, number: int, file: Path, width: int = 700) -> None:
    """A printed page, ``width`` pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[number]
        save(sheet.render(scale=width / sheet.get_width()).to_pil(), file)


def save(image: Image.Image, file: Path) -> None:
    """With few colours and no date; AssertionError where it is large all the same."""
    image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.stat().st_size <= MOST_BYTES, f"{file.name} has {file.stat().st_size:,} bytes"


if __name__ == "__main__":
    raise SystemExit(main())
