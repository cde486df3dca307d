"""Pictures of an office in the form a file needs: Word takes no SVG."""

from functools import lru_cache

import typst

DOTS_PER_INCH = 300


def as_png(picture: bytes) -> bytes:
    """PNG and JPEG as they are; SVG drawn at 300 dots to the inch of its own size. typst.TypstError for others."""
    return picture if picture.startswith((b"\x89PNG", b"\xff\xd8")) else _drawn(picture)


@lru_cache(maxsize=32)
def _drawn(svg: bytes) -> bytes:
    source = "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image(bytes(sys.inputs.svg))"
    compiler = typst.Compiler(
        input=source.encode(), sys_inputs={"svg": svg.decode(errors="replace")}, ignore_system_fonts=True
    )
    drawn = compiler.compile(format="png", ppi=DOTS_PER_INCH)
    assert isinstance(drawn, bytes)
    return drawn
