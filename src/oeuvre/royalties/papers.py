"""A statement on paper: a PDF that an artist understands, and a CSV that sums to it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from oeuvre.create.design import Press, Source, string_literal
from oeuvre.foundation import Language, say, set_text
from oeuvre.royalties.currency import money, percentage, plain
from oeuvre.royalties.explaining import figure
from oeuvre.royalties.flow import flow_svg, use_in_words
from oeuvre.royalties.statement import Statement, StatementLine
from oeuvre.royalties.terms import Payee

MOST_LINES = 400
"""As many lines stand on paper, the largest; what the others sum to is told, and the CSV has them all."""

_RECORD_ID = re.compile(r"[0-9a-f]{32}")

CSV_COLUMNS = (
    *("kind", "line", "month", "work", "title", "paid_for", "path", "paths", "use", "territory", "channel", "payer"),
    *("units", "gross", "deductions", "share_percent", "rate", "evidence", "amount", "currency"),
)
"""The columns of the CSV, as they are called in English. `amount` sums, over all rows but the last, to the closing
balance."""


def write_statement(statement: Statement, folder: Path, language: Language, payer: str = "") -> dict[str, Path]:
    """Writes a statement as `pdf`, `csv` and `json` into a folder; returns where each lies."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{_file_name(statement.party)}-{statement.period.name}-{statement.currency}"
    told = json.dumps(statement.as_dict(), ensure_ascii=False, indent=2) + "\n"
    contents = {
        "pdf": statement_pdf(statement, language, payer),
        "csv": statement_csv(statement, language).encode("utf-8-sig"),
        "json": told.encode(),
    }
    for kind, content in contents.items():
        (folder / f"{stem}.{kind}").write_bytes(content)
    return {kind: folder / f"{stem}.{kind}" for kind in contents}


def _file_name(party: Payee) -> str:
    """A party in the name of a file: by its id, or by its name where the id is one that nobody reads."""
    told = party.id
    if _RECORD_ID.fullmatch(party.id):
        told = f"{party.name}-{party.id[:6]}" if party.name and not party.id.startswith(party.name) else party.id[:12]
    return "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in told).strip(".") or "_"


def statement_csv(statement: Statement, language: Language = "en") -> str:
    """Every line of a statement, then what else moved the balance; amounts in major units with a point.

    Headings, kinds and uses are in the language. A cell that a spreadsheet could take for a formula has an apostrophe
    before it.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([say(f"royalties:table.columns.{one}", language) for one in CSV_COLUMNS])
    code = statement.currency

    def short(kind: str, amount: int) -> None:
        rows.writerow([_kind(kind, language), *[""] * (len(CSV_COLUMNS) - 3), plain(amount, code), code])

    short("opening", statement.opening)
    for kind, lines in (("line", statement.lines), ("adjustment", statement.adjustments)):
        rows.writerows(_csv_row(_kind(kind, language), line, statement, language) for line in lines)
    for name, amount in statement.moves:
        if name not in ("earned", "adjusted"):
            short(name, amount)
    short("closing", statement.closing)
    return out.getvalue()


def _kind(kind: str, language: Language) -> str:
    return say(f"royalties:table.kinds.{kind}", language)


def _csv_row(kind: str, line: StatementLine, statement: Statement, language: Language) -> list[str]:
    code = statement.currency
    cells = [
        *(kind, line.line, line.month, line.work, statement.title(line.work), line.paid_for, " > ".join(line.path)),
        *(str(line.paths), use_in_words(line.use, language), line.territory, line.channel),
        *(statement.name(line.payer), str(line.units)),
        *(plain(line.gross, code), plain(line.deductions, code), figure(line.share * 100), " ".join(line.rate)),
        *(" ".join(line.evidence), plain(line.net, code), code),
    ]
    return [_inert(cell) if place not in (13, 14, 18) else cell for place, cell in enumerate(cells)]


def _inert(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def statement_pdf(statement: Statement, language: Language, payer: str = "") -> bytes:
    """The statement as a PDF in A4; the same statement gives the same bytes. `payer` is who sends it."""
    with Press() as press:
        made = press.document(statement_source(statement, language, payer))
        if _pages(made) < 2:
            return made
        # Where a little less air saves a last page of three lines, it is worth it.
        tight = press.document(statement_source(statement, language, payer, tight=True))
        return tight if _pages(tight) < _pages(made) else made


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def statement_source(statement: Statement, language: Language, payer: str = "", *, tight: bool = False) -> Source:
    """The same as Typst: text goes in as string literals alone, so that no title is read as code."""
    picture = flow_svg(statement, language)
    assets = {"assets/flow.svg": picture.encode()} if picture else {}
    parts = [
        _SETUP.replace("%LANG%", string_literal(language)).replace("%SPACE%", "12pt" if tight else "20pt"),
        _foot(statement, language, "30pt" if tight else "46pt"),
        _head(statement, language, payer),
    ]
    if picture:
        parts.append(f"#heading-of({_said('flow.title', language)})\n")
        parts.append('#image("assets/flow.svg", width: 100%)\n')
    parts.append(_balance(statement, language))
    parts += _tables(statement, language)
    parts.append(_notes(statement, language))
    return Source("\n".join(parts), assets)


_SETUP = """
#let ink = rgb("#15120e")
#let quiet = rgb("#6b6459")
#let hair = 0.5pt + rgb("#d8d2c6")
#let paper = rgb("#f4f1ea")
#set text(font: "Instrument Sans", size: 9pt, fill: ink, lang: %LANG%, hyphenate: false)
#set par(leading: 0.55em)
#let mono(body) = text(font: "DM Mono", size: 7.6pt, fill: quiet, body)
#let said(body, size: 11pt) = text(font: "Instrument Serif", style: "italic", size: size, body)
#let heading-of(body) = block(above: %SPACE%, below: 9pt, sticky: true, text(font: "Gloock", size: 14pt, body))
#let small(body) = text(size: 7.6pt, fill: quiet, body)
"""


def _foot(statement: Statement, language: Language, top: str) -> str:
    number = string_literal(f"{_plain_said('number', language)} {statement.number}")
    return (
        f"#set document(title: {string_literal(_title(statement, language))})\n"
        f'#set page(paper: "a4", fill: paper, margin: (x: 46pt, top: {top}, bottom: 54pt), footer: context grid('
        f'columns: (1fr, auto), mono({number}), mono(str(counter(page).get().first()) + " / " '
        "+ str(counter(page).final().first()))))\n"
    )


def _title(statement: Statement, language: Language) -> str:
    return f"{_plain_said('title', language)} – {statement.party.name} – {_period(statement, language)}"


def _head(statement: Statement, language: Language, payer: str) -> str:
    """Who, when, how much: read in two seconds."""
    identifiers = [f"{key.upper()} {value}" for key, value in sorted(statement.party.identifiers.items())]
    about = [_plain_said("issued", language, day=_day(statement.issued.isoformat(), language)), *identifiers]
    from_whom = [_plain_said("sent_by", language, payer=payer)] if payer else []
    label, amount = headline(statement)
    due = money(amount, statement.currency, language)
    who = string_literal(set_text(statement.party.name, language))
    return (
        "#grid(columns: (1fr, auto), align: (left + bottom, right + bottom), column-gutter: 24pt, row-gutter: 13pt,\n"
        f'  [#text(font: "Gloock", size: 11pt)[Oeuvre] #h(5pt) #small({_said("title", language)})],\n'
        f"  small({_said(label, language)}),\n"
        f'  text(font: "Gloock", size: 27pt, {who}),\n'
        f'  text(font: "Gloock", size: 27pt, {string_literal(due)}))\n'
        f"#v(1pt) #text(size: 11pt, {string_literal(_period(statement, language))})\n"
        f"#v(-4pt) #small({string_literal(' · '.join([*from_whom, *about]))})\n"
        "#v(2pt) #line(length: 100%, stroke: hair) #v(2pt)\n"
        f"#said({string_literal(set_text(_summary(statement, language), language))}, size: 13pt)\n"
    )


def headline(statement: Statement) -> tuple[str, int]:
    """The amount that a statement leads with, in minor units, and what it is: `due`, `carried`, `owed_back`, `paid`
    (all of it has left), or `so_far` of months that are not closed."""
    if statement.closing < 0:
        return "owed_back", -statement.closing
    if statement.closing == 0 and statement.paid:
        return "paid", statement.paid
    if statement.payable:
        return ("due" if statement.closed else "so_far"), statement.payable
    return "carried", statement.carried


def _summary(statement: Statement, language: Language) -> str:
    """What the page says, in two sentences."""
    works = len({line.work for line in statement.lines})
    earned = money(statement.earned, statement.currency, language)
    told = [
        say("royalties:paper.earned", language, count=works, amount=earned)
        if statement.lines
        else _plain_said("nothing_earned", language)
    ]
    elsewhere = sum(line.net for line in statement.lines if line.paths and line.path[:1] != (line.paid_for,))
    if elsewhere > 0:
        told.append(_plain_said("by_lineage", language, amount=money(elsewhere, statement.currency, language)))
    if statement.carried > 0:
        least = money(statement.minimum, statement.currency, language)
        told.append(_plain_said("under_minimum", language, minimum=least))
    if statement.carried < 0:
        told.append(_plain_said("below_zero", language))
    if not statement.closed:
        told.append(_plain_said("provisional", language))
    if statement.disputed:
        told.append(_plain_said("disputed", language))
    return " ".join(told)


def _balance(statement: Statement, language: Language) -> str:
    """From the last balance to this one, line by line."""
    code = statement.currency
    rows = [(_plain_said("opening", language), statement.opening, False)]
    for name, amount in statement.moves:
        label = _plain_said(f"moves.{name}", language)
        if name == "tax" and statement.taxes:
            label += " (" + ", ".join(tax for tax, _ in statement.taxes) + ")"
        rows.append((label, amount, False))
    rows.append((_plain_said("closing", language), statement.closing, True))
    cells = []
    for label, amount, strong in rows:
        sign = "+\u202f" if amount > 0 and not strong and label != rows[0][0] else ""
        text = string_literal(sign + money(amount, code, language))
        weight = 600 if strong else 400
        told = string_literal(set_text(label, language))
        cells.append(f"[#text(weight: {weight}, {told})], [#text(weight: {weight}, {text})],")
    aside = [
        f"[#small({_said(f'accounts.{name}', language)})], [#small({string_literal(money(amount, code, language))})],"
        for name, amount in statement.standing
    ]
    return (
        f"#heading-of({_said('balance', language)})\n"
        "#table(columns: (1fr, auto), align: (left, right), inset: (x: 0pt, y: 4pt), "
        "stroke: (_, y) => if y > 0 { (top: hair) },\n"
        + "\n".join(cells)
        + ")\n"
        + (
            f"#v(-2pt) #small({_said('aside', language)})\n#table(columns: (1fr, auto), align: (left, right), "
            "inset: (x: 0pt, y: 2pt), stroke: none,\n" + "\n".join(aside) + ")\n"
            if aside
            else ""
        )
    )


def _tables(statement: Statement, language: Language) -> list[str]:
    parts = []
    waiting: dict[str, list[StatementLine]] = {}
    for line in statement.held:
        waiting.setdefault(_WAITS.get(line.held, "held"), []).append(line)
    for name, lines in (
        *(("lines", statement.lines), ("adjustments", statement.adjustments)),
        *((name, waiting[name]) for name in ("receivable", "contested", "beyond", "held") if name in waiting),
    ):
        if _merged(lines):
            parts.append(f"#heading-of({_said(name, language)})\n")
            if name != "lines":
                parts.append(f"#said({_said(f'{name}_why', language)}) #v(4pt)\n")
            parts.append(_table(statement, lines, language))
    return parts


# Under which heading money stands that waits for something else than a person's look at the usage.
_WAITS = {"receivable": "receivable", "disputed": "contested", "withdrawn": "contested", "beyond": "beyond"}


def _table(statement: Statement, lines: Sequence[StatementLine], language: Language) -> str:
    """Lines under the work that earned them and the way they came, each group with its sum."""
    code, merged = statement.currency, _merged(lines)
    shown = sorted(merged, key=lambda line: (-abs(line.net), line.month, line.line, line.use, line.territory))
    kept, left = shown[:MOST_LINES], shown[MOST_LINES:]
    groups: dict[tuple[object, ...], list[StatementLine]] = {}
    for line in merged if not left else kept:
        groups.setdefault((line.work, line.path, line.share, line.held, statement.ground(line)), []).append(line)
    heads = ("use", "units", "gross", "taken", "share", "net")
    # The first column is empty: a cell of it that spans rows keeps them on one page.
    cells = ["[],", *(f"[#small({_said(f'columns.{head}', language)})]," for head in heads)]
    told_groups = sorted(groups.values(), key=lambda group: -abs(sum(line.net for line in group)))
    for place, group in enumerate(told_groups, 1):
        ends = place == len(told_groups) and not left
        cells += _group_cells(statement, group, language, rows=len(group) + 1 + ends)
    if left:
        told = string_literal(say("royalties:paper.rest", language, count=len(left)))
        cells += ["table.hline(stroke: hair), table.cell(rowspan: 2, breakable: false)[],"]
        cells += [f"table.cell(colspan: 5)[#small({told})],"]
        cells += [f"[{_amount(sum(line.net for line in left), code, language)}],"]
    total = _amount(sum(line.net for line in lines), code, language, strong=True)
    own = "" if left or len(told_groups[-1]) <= _TOGETHER else "[], "
    cells.append(
        f"table.hline(stroke: 0.5pt + ink), {own}table.cell(colspan: 5)"
        f"[#text(weight: 600, {_said('total', language)})], [{total}],"
    )
    return (
        "#pad(x: -4.5pt, table(columns: (0pt, 1fr, auto, auto, auto, auto, auto),\n"
        "  align: (left, left, right, right, right, right, right), inset: (x: 4.5pt, y: 3pt), stroke: none,\n"
        "  table.header(\n"
        + "\n".join(cells[: len(heads) + 1]) + "),\n" + "\n".join(cells[len(heads) + 1 :]) + "))\n"
    )  # fmt: skip


_TOGETHER = 12
"""A work with as many lines stands on one page with them, and the last one with the sum below it."""


def _group_cells(statement: Statement, group: Sequence[StatementLine], language: Language, *, rows: int) -> list[str]:
    """A work and the way, then its uses: `rows` in all, a sum that follows among them."""
    code, first = statement.currency, group[0]
    title = string_literal(set_text(statement.title(first.work), language))
    below = []
    if len(first.path) > 1:
        way = "".join(f"› {set_text(statement.title(work), language)} " for work in first.path[1:]).rstrip()
        below = [way if first.paths == 1 else f"{way} ({say('royalties:paper.ways', language, count=first.paths)})"]
    ground = statement.ground(first)
    below += [set_text(ground, language)] if ground else []
    below += [say(f"royalties:evidence.{grade}", language) for grade in first.evidence if grade in _GRADES]
    if first.held:
        below.append(say(f"royalties:reasons.{first.held}", language))
    below.append(", ".join(dict.fromkeys(line.line for line in group)))
    total = _amount(sum(line.net for line in group), code, language, strong=True)
    kept = len(group) <= _TOGETHER
    before = f"table.cell(rowspan: {rows}, breakable: false)[]" if kept else "[]"
    head = (
        f"table.hline(stroke: hair), {before}, table.cell(colspan: 5, inset: (x: 4.5pt, top: 5pt, bottom: 2pt))"
        f"[#text(weight: 600, {title}) #h(3pt) #small({string_literal(' · '.join(below))})], "
        f"table.cell(inset: (x: 4.5pt, top: 5pt, bottom: 2pt))[{total}],"
    )
    first_cell = () if kept else ("[],",)
    return [head, *(cell for line in group for cell in (*first_cell, *_cells(statement, line, language)))]


def _amount(amount: int, code: str, language: Language, *, strong: bool = False) -> str:
    weight = 600 if strong else 400
    return f"#text(weight: {weight}, {string_literal(money(amount, code, language))})"


def _merged(lines: Sequence[StatementLine]) -> list[StatementLine]:
    """Lines as a person reads them: by work, way, use and place; what a correction took back and gave again is gone."""
    found: dict[tuple[object, ...], StatementLine] = {}
    for line in lines:
        key = (line.month, line.work, line.path, line.use, line.territory, line.share, line.held, line.rate)
        known = found.get(key)
        if known is None:
            found[key] = line
            continue
        found[key] = replace(
            known,
            line=known.line if known.units >= 0 else line.line,
            channel=known.channel if known.channel == line.channel else "",
            payer=known.payer if known.payer == line.payer else "",
            units=known.units + line.units,
            gross=known.gross + line.gross,
            deductions=known.deductions + line.deductions,
            net=known.net + line.net,
        )
    return [line for line in found.values() if line.units or line.gross or line.net]


def _cells(statement: Statement, line: StatementLine, language: Language) -> Iterable[str]:
    code = statement.currency
    where = " · ".join(part for part in (use_in_words(line.use, language), line.territory) if part) or "–"
    channel = say("royalties:paper.by_licence", language) if line.channel == GRANTED else line.channel
    who = ", ".join(dict.fromkeys(part for part in (channel, statement.name(line.payer)) if part))
    units = f"{line.units:,}".replace(",", "\u202f" if language == "fr" else ",").replace("-", "−")
    yield f"[#h(8pt) #text({string_literal(where)}) #h(3pt) #small({string_literal(who)})],"
    for text in (
        units if line.units else "–",
        money(line.gross, code, language),
        money(-line.deductions, code, language) if line.deductions else "–",
        percentage(line.share, language),
        money(line.net, code, language),
    ):
        yield f"[#text({string_literal(text)})],"


GRANTED = "licence"
"""The channel of what a grant is paid."""

_GRADES = ("measured", "analogy", "equal")


def _notes(statement: Statement, language: Language) -> str:
    """What one has to know in order to check, and until when one may object."""
    told = [
        _plain_said("note_share", language),
        _plain_said("note_why", language, line=statement.lines[0].line if statement.lines else "12.3"),
        _plain_said("note_csv", language),
    ]
    rates = sorted({(*line.rate, statement.currency) for line in statement.lines if line.rate})
    told += [
        _plain_said("note_rate", language, source=source, rate=_decimal(rate, language), target=target,
                    day=_day(day, language), origin=origin or "–")
        for source, rate, day, origin, target in rates
    ]  # fmt: skip
    if any(line.evidence for line in statement.lines):
        told.append(_plain_said("note_evidence", language))
    until = _plain_said("dispute", language, day=_day(statement.dispute_until.isoformat(), language))
    body = " \\\n".join(f"#small({string_literal(set_text(one, language))})" for one in told)
    return (
        f"#v(14pt) #block(breakable: false)[#line(length: 100%, stroke: hair) #v(2pt)\n"
        f"#said({string_literal(set_text(until, language))}, size: 12pt) #v(2pt)\n{body}]\n"
    )


def _decimal(text: str, language: Language) -> str:
    return text.replace(".", ",") if language == "fr" else text


def _period(statement: Statement, language: Language) -> str:
    first, last = statement.period.first, statement.period.last
    months = [say(f"royalties:months.m{month[5:]}", language) for month in (first, last)]
    if first == last:
        return f"{months[0]} {first[:4]}"
    if first[5:] == "01" and last[5:] == "12":
        return first[:4]
    return f"{months[0]} – {months[1]} {last[:4]}"


def _day(iso: str, language: Language) -> str:
    year, month, day = iso.split("-")
    number = str(int(day))
    if language == "fr":
        number = "1er" if number == "1" else number
    return f"{number}\u00a0{say(f'royalties:months.m{month}', language)}\u00a0{year}"


def _plain_said(key: str, language: Language, **values: object) -> str:
    return say(f"royalties:paper.{key}", language, **values)


def _said(key: str, language: Language) -> str:
    """A sentence of the catalogue as a Typst string."""
    room = "flow" if key.startswith("flow.") else "paper"
    return string_literal(say(f"royalties:{room}.{key.removeprefix('flow.')}", language))
