"""The child process in which an attached document becomes images of its pages (decision 0009).

Run under the limits of :mod:`reportlib.readers.confined`: the bytes of a PDF, PNG or JPEG on standard input; on standard output
``{"pages": [{"media_type", "data" (base64), "width", "height", "text"}]}``. A page is at most as large as A4 at 150 dpi, has
no metadata, and is the same bytes each time and on every machine: a font that a PDF does not bring along is set in ours.
"""

from __future__ import annotations

import base64
import ctypes
import functools
import io
import re
import zlib

from reportlib.readers.confined import FileRefused, serve

MOST_PAGES = 60
MOST_PIXELS = 100_000_000  # of an image as received: A3 at 600 dpi has 70 million
LONGEST_SIDE_POINTS, SHORTEST_SIDE_POINTS = 3371, 1  # A0
DPI = 150
WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dpi, upright or on its side
MOST_UNPACKED_BYTES = 1_000_000_000
FEW_COLOURS = 256
_END_WITHIN_BYTES = 2048
_NO_PAGES = re.compile(rb"/Count\s+0\b")
_FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])[^<>]*(?:<<[^<>]*>>[^<>]*)*>>\s*stream\r?\n")


def pages(data: bytes) -> dict:
    """The pages of a document, whatever its name says it is; :class:`Refused` for anything but PDF, PNG and JPEG."""
    if b"%PDF-" in data[:1024]:
        return {"pages": list(_pdf_pages(data))}
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return {"pages": [_image_page(data)]}
    raise FileRefused("F09", detail=_true_type(data))


def _true_type(data: bytes) -> str:
    """What a file is that is none of the accepted ones; an empty text where nobody can tell."""
    if data.startswith(b"PK\x03\x04"):
        kinds = {b"word/": "Word", b"xl/": "Excel", b"ppt/": "PowerPoint", b"opendocument": "OpenDocument"}
        return next((name for mark, name in kinds.items() if mark in data), "ZIP")
    names = {
        b"\xd0\xcf\x11\xe0": "Office 97–2003",
        b"GIF8": "GIF",
        b"II*\0": "TIFF",
        b"MM\0*": "TIFF",
        b"RIFF": "WebP",
        b"{\\rtf": "RTF",
        b"<": "HTML",
    }
    return next((name for mark, name in names.items() if data.lstrip().startswith(mark)), "")


# -- PDF -----------------------------------------------------------------------------------------------------------------


def _pdf_pages(data: bytes):
    import pypdfium2

    _use_own_fonts(pypdfium2.raw)
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        password = pypdfium2.raw.FPDF_ERR_PASSWORD
        raise FileRefused("F04" if getattr(error, "err_code", 0) == password else _damage(data)) from None
    # pdfium mends what it can and shows the rest blank: what is cut off or spoilt is refused instead.
    if b"%%EOF" not in data[-_END_WITHIN_BYTES:]:
        raise FileRefused("F02")
    if not count:
        raise FileRefused("F15")
    if count > MOST_PAGES:
        raise FileRefused("A05", detail=f"{count}")
    if b"/Encrypt" not in data:
        _check_streams(data)
    if document.get_formtype():
        document.init_forms()
    for number in range(count):
        try:
            page = document[number]
            yield _encoded(_drawn(page, number)) | {"text": _collapsed(page.get_textpage().get_text_bounded())}
        except pypdfium2.PdfiumError:
            raise FileRefused("F03", detail=f"{number + 1}") from None


def _damage(data: bytes) -> str:
    """Why pdfium does not open a file: it is cut off, it has no pages, or it is spoilt."""
    if b"%%EOF" not in data[-_END_WITHIN_BYTES:]:
        return "F02"
    return "F15" if _NO_PAGES.search(data) else "F03"


@functools.cache  # once: pdfium is started anew, which no document that is open survives
def _use_own_fonts(raw) -> None:
    """Let pdfium look for fonts in our own folders only, so that a page does not depend on the machine."""
    from reportlib import fonts as fonts_module

    folders = [str(fonts_module.path(weight).parent).encode() for weight in ("Regular", "Bold")]
    paths = (ctypes.c_char_p * 3)(*folders, None)
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(
        raw.FPDF_LIBRARY_CONFIG(
            version=2, m_pUserFontPaths=ctypes.cast(paths, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)))
        )
    )


def _check_streams(data: bytes) -> None:
    """Refuse a PDF with a compressed stream that does not unpack, or with more in its streams than any document has."""
    unpacked = 0
    for match in _FLATE.finditer(data):
        stream = zlib.decompressobj()
        rest = data[match.end() : data.find(b"endstream", match.end())]
        try:
            while rest and not stream.eof:
                unpacked += len(stream.decompress(rest, 1 << 20))
                rest = stream.unconsumed_tail
                if unpacked > MOST_UNPACKED_BYTES:
                    raise FileRefused("A04")
        except zlib.error:
            raise FileRefused("F03") from None
        if not stream.eof:
            raise FileRefused("F03")


def _drawn(page, number: int):
    width, height = page.get_size()
    if max(width, height) > LONGEST_SIDE_POINTS or min(width, height) < SHORTEST_SIDE_POINTS:
        raise FileRefused("A06", detail=f"{number + 1}")
    across, down = (WIDTH, HEIGHT) if width <= height else (HEIGHT, WIDTH)
    # pdfium rounds a page's size up, and one pixel too many would be one too many.
    scale = min(DPI / 72, (across - 0.01) / width, (down - 0.01) / height)
    return page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")


def _collapsed(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# -- images --------------------------------------------------------------------------------------------------------------


def _image_page(data: bytes) -> dict:
    from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limit, which is an error and not a warning
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise FileRefused("A04")
            opened.verify()
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            image = ImageOps.exif_transpose(opened)  # a photograph is upright only by what its metadata says
            image.load()
            image = _flattened(image)
    except UnidentifiedImageError:
        raise FileRefused("F03") from None
    except (OSError, SyntaxError, ValueError, zlib.error):  # what Pillow says of a cut or spoilt image
        raise FileRefused("F02") from None
    image.thumbnail((WIDTH, HEIGHT) if image.width <= image.height else (HEIGHT, WIDTH), Image.Resampling.LANCZOS)
    return _encoded(image) | {"text": ""}


def _flattened(image):
    """The image in RGB, on white where it is transparent."""
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda grey: grey / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


# -- written -------------------------------------------------------------------------------------------------------------


def _encoded(image) -> dict:
    """A small file without metadata: PNG in grey or in 256 colours for a page of text, JPEG for a photograph."""
    from PIL import Image, ImageChops

    red, green, blue = image.split()
    if not any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
        image = red
    elif image.getcolors(FEW_COLOURS) or _is_flat(image):
        image = image.quantize(FEW_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    written, media_type = io.BytesIO(), "image/png"
    photograph = image.mode == "RGB" or (image.mode == "L" and not _is_flat(image))
    if photograph:
        media_type = "image/jpeg"
        image.save(written, "JPEG", quality=85, optimize=True)
    else:
        if image.mode == "L":  # sixteen greys are enough for the edges of letters, and half the size
            image = Image.frombytes("P", image.size, image.point([round(grey / 17) for grey in range(256)]).tobytes())
            image.putpalette([17 * grey for grey in range(16) for _ in range(3)])
        image.save(written, "PNG", optimize=True)
    return {
        "media_type": media_type,
        "data": base64.b64encode(written.getvalue()).decode("ascii"),
        "width": image.width,
        "height": image.height,
    }


def _is_flat(image) -> bool:
    """Whether a few colours cover nearly all of the image, as on a page of text, and not as on a photograph."""
    counts = sorted((count for count, _ in image.getcolors(image.width * image.height)), reverse=True)
    return sum(counts[:16]) >= 0.85 * image.width * image.height


if __name__ == "__main__":
    serve(pages)
