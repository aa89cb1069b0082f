"""The licence that travels with editions: one text for people, one policy for machines for each set of terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oeuvre.foundation import Language
from oeuvre.licence.exchange import export_terms
from oeuvre.production.licensing.standing import Licensing, Standing
from oeuvre.production.licensing.text import licence_text
from oeuvre.record import Record, Work

TEXT_PATH = "LICENCE.txt"
FOLDER = "licence"
ODRL_TYPE = "application/ld+json"


def grouped(record: Record, editions: Sequence[Work]) -> list[tuple[Standing, tuple[str, ...]]]:
    """The editions by what they are under: the same terms, taken from the same works."""
    licensing = Licensing(record)
    found: dict[tuple[object, ...], tuple[Standing, list[str]]] = {}
    for work in editions:
        standing = licensing.standing(work.id)
        key = (standing.terms.digest, standing.licence, tuple(sorted(one.work for one in standing.parents)))
        found.setdefault(key, (standing, []))[1].append(str(work.attributes.get("path") or work.title or work.id))
    return [(standing, tuple(files)) for standing, files in found.values()]


def licence_files(record: Record, editions: Sequence[Work], language: Language, title: str) -> Mapping[str, bytes]:
    """The files of the licence by their paths in the folder: `LICENCE.txt`, and ODRL for each set of terms."""
    groups = grouped(record, editions)
    if not groups:
        return {}
    files = {TEXT_PATH: licence_text(record, groups, language, title).encode()}
    for standing, paths in groups:
        name = f"{FOLDER}/{standing.terms.digest.removeprefix('sha256:')[:12]}.odrl.jsonld"
        target = f"urn:oeuvre:work:{standing.work}" if len(paths) == 1 else ""
        files[name] = export_terms(standing.terms, "odrl-json", target).text.encode()
    return files
