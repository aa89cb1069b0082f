"""The press: a warm Typst compiler, one for each process. Scenes go in; PNG, SVG and PDF bytes come out.

No system font is read, so that a design looks the same on every machine; a missing font is an error, never a
warning (Typst would set another face in silence). Words a face cannot draw are found by the checks, before.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import typst

from oeuvre.create.design.errors import TypesettingFailed
from oeuvre.create.design.scene import Scene
from oeuvre.create.design.typeset import LIBRARY_NAME, Source, library, string_literal, write_source
from oeuvre.create.library import FONT_ENDINGS, font_paths, font_type


class Press:
    """Compiles scenes. Not for several threads at once; make one for each process."""

    def __init__(self, own_fonts: Sequence[Path] = ()) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="oeuvre-press-")
        self.root = Path(self._folder.name)
        (self.root / "assets").mkdir()
        (self.root / LIBRARY_NAME).write_text(library(), encoding="utf-8")
        # Typst reads folders: a person's own files get one, so that nothing else of theirs is read.
        (self.root / "fonts").mkdir()
        for index, path in enumerate(own_fonts):
            # By what it is: a font that a work's id names may have no ending, and Typst passes over such files.
            with path.open("rb") as handle:
                ending = FONT_ENDINGS.get(font_type(handle.read(4)), path.suffix)
            shutil.copyfile(path, self.root / "fonts" / f"{index}-{path.stem}{ending}")
        paths = [str(path) for path in (*font_paths(), self.root / "fonts")]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
        self._compiler = typst.Compiler(root=str(self.root), font_paths=fonts)
        self._written: set[str] = set()

    def close(self) -> None:
        self._folder.cleanup()

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def png(self, scene: Scene, *, scale: float = 1.0, words: bool = True) -> bytes:
        """The scene in pixels: `scale` pixels a point. `words=False` hides all type, as the checks need."""
        return self._compile(write_source(scene), "png", ppi=72 * scale, words=words)

    def svg(self, scene: Scene, *, title: str = "") -> bytes:
        """The scene as SVG, its words as outlines."""
        return self._compile(write_source(scene, title=title), "svg")

    def pdf(self, scene: Scene, *, bleed: float = 0.0, title: str = "") -> bytes:
        """The scene as PDF, fonts embedded as subsets; `bleed` in points. The same scene gives the same bytes."""
        return self._compile(write_source(scene, bleed=bleed, title=title), "pdf")

    def compile_text(self, source: str) -> bytes:
        """A PNG of a source of one's own, 1 pixel a point; its files must lie under `root`."""
        return self._compile(Source(source, {}), "png")

    def drawing(self, svg: bytes, width: int, ground: Literal["white", "none"] = "white") -> bytes:
        """A PNG of an SVG on white or on nothing, `width` pixels wide."""
        name = f"assets/{hashlib.sha256(svg).hexdigest()[:16]}.svg"
        path = self.root / name
        path.write_bytes(svg)
        fill = ", fill: none" if ground == "none" else ""
        try:
            return self.compile_text(
                f"#set page(width: auto, height: auto, margin: 0pt{fill})\n"
                f"#image({string_literal(name)}, width: {width}pt)"
            )
        finally:
            path.unlink(missing_ok=True)

    def document(self, source: Source) -> bytes:
        """A PDF of a source of one's own, with its assets."""
        return self._compile(source, "pdf")

    def _compile(
        self, source: Source, kind: Literal["png", "svg", "pdf"], *, ppi: float = 72, words: bool = True
    ) -> bytes:
        for name, data in source.assets.items():
            if name not in self._written:
                (self.root / name).write_bytes(data)
                self._written.add(name)
        inputs = {"words": "shown" if words else "hidden"}
        try:
            result, warnings = self._compiler.compile_with_warnings(
                input=source.main.encode(),
                format=kind,
                ppi=ppi if kind == "png" else None,
                sys_inputs=inputs,
                timestamp=0 if kind == "pdf" else None,
            )
        except typst.TypstError as error:
            raise TypesettingFailed("", detail=error.message) from error
        for warning in warnings:
            if "font" in warning.message:
                raise TypesettingFailed("", detail=warning.message)
        pages = result if isinstance(result, list) else [result]
        return bytes(pages[0] or b"")
