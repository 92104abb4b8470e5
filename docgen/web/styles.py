"""The house style of an organisation: on paper, in Word, and on the pages that its users see.

What a style is and when it is refused is for `docgen.render.style`; here it is kept, one per organisation, and
held to what the pages ask besides: its colour of headings is that of links, tabs and buttons there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from docgen import service
from docgen.errors import DocgenError, Problem, fault, problem
from docgen.web.config import Config
from docgen.web.models import Party, Style
from docgen.work import child

GROUND, WHITE, BLACK = "#f6f7f5", "#ffffff", "#000000"
"""GROUND is what pages are set on: --docgen-ground in tokens.css."""
COLOURS = {
    "koppen": ("Koppen, links en knoppen", "Op papier de titel en de koppen; op de pagina's ook links en knoppen."),
    "accent": ("Accent", "De nummers van artikelen en de lijnen van tabellen en kaders."),
    "vlak": ("Achtergrond van een kader", "Een lichte kleur: er staat gewone tekst op."),
}
"""Every colour of a style: what it is called and what it is used for."""
AGAINST = {"koppen": (WHITE, GROUND), "accent": (WHITE,), "vlak": (service.INK,)}
"""What each colour is held against while it is being chosen: paper and page, or the letters on it."""
_COLOUR = re.compile("#[0-9a-f]{6}")
_LIMITS = child.Limits(cpu_seconds=20, wall_seconds=30.0, memory=1 << 30, file_size=32 << 20)
"""For the child that reads a logo: the largest that is let in takes some 250 MB while it is drawn anew."""


@dataclass(frozen=True)
class Judgement:
    """The contrast of two colours, in words."""

    wat: str
    woorden: str
    goed: bool


def style_of(db: Session, party: Party) -> service.Huisstijl:
    """Give the house style that counts for an organisation, or that of the program when it has none."""
    row = find(db, party)
    return to_style(row) if row else service.HOUSE


def find(db: Session, party: Party, *, proef: bool = False) -> Style | None:
    """Find what an organisation has chosen, or with `proef` what is being tried out for it."""
    return db.get(Style, (party.id, proef))


def worn_by(db: Session, party_id: str) -> Row[str, str, bool] | None:
    """What the pages of an organisation must know of its style: kenmerk, naam and whether it has a logo."""
    found = select(Style.kenmerk, Style.naam, Style.logo.is_not(None).label("met_logo"))
    return db.execute(found.where(Style.party_id == party_id, Style.proef.is_(False))).one_or_none()


def to_style(row: Style) -> service.Huisstijl:
    """Make the style of a row."""
    logo = service.Logo(row.logo, row.logo_breedte / 100, row.logo_hoogte / 100) if row.logo else None
    return service.Huisstijl(row.naam, row.koppen, row.accent, row.vlak, service.LETTERS[row.letter], logo)


def try_out(db: Session, config: Config, party: Party, fields: Mapping[str, str], logo: bytes, *, bare: bool) -> Style:
    """Keep a style for an organisation to look at, in place of the one that was tried before.

    Without the bytes of a logo the one that it has stays, unless it is to be `bare`.
    Raises TemplateFault with everything that is wrong.
    """
    made = _made(fields, logo)
    before = find(db, party, proef=True) or find(db, party)
    if not logo and not bare and before is not None:
        made = replace(made, logo=to_style(before).logo)
    row = find(db, party, proef=True) or Style(party_id=party.id, proef=True)
    row.naam, row.koppen, row.accent, row.vlak = made.naam, made.koppen, made.accent, made.vlak
    row.letter, row.kenmerk, row.gewijzigd_op = made.letter.name, made.hash, config.clock()
    row.logo = made.logo.data if made.logo else None
    row.logo_breedte, row.logo_hoogte = _size(made.logo)
    db.add(row)
    db.flush()
    return row


def adopt(db: Session, party: Party) -> bool:
    """Let the style that is being tried out count from now on; False when there is none."""
    row = find(db, party, proef=True)
    if row is None:
        return False
    drop(db, party)
    row.proef = False
    db.flush()
    return True


def drop(db: Session, party: Party, *, proef: bool = False) -> None:
    """Forget what was tried out, or what counts."""
    row = find(db, party, proef=proef)
    if row is not None:
        db.delete(row)
        db.flush()


def judgements(style: service.Huisstijl) -> tuple[Judgement, ...]:
    """Say in words how well the colours of a style can be read, on paper and on the pages."""
    return tuple(_judged(what, front, back) for what, front, back, _ in _pairs(style.colours()))


def first_words(colours: Mapping[str, str]) -> dict[str, str]:
    """Say of each colour by itself how well it can be read where that is worst; nothing of what is no colour."""
    known = {name: colour for name, colour in colours.items() if name in AGAINST and _COLOUR.fullmatch(colour)}
    worst = {name: min(AGAINST[name], key=partial(service.contrast, colour)) for name, colour in known.items()}
    return {name: _judged("", known[name], back).woorden for name, back in worst.items()}


def stylesheet(style: service.Huisstijl) -> str:
    """Write the style sheet that gives the pages the colours and the letter of a style: tokens, nothing else."""
    tokens = {
        "--docgen-brand": style.koppen,
        "--docgen-brand-dark": darker(style.koppen, 0.28),
        "--docgen-brand-soft": style.vlak,
        "--utrecht-heading-color": style.koppen,
    }
    faces = ""
    if style.letter != service.HOUSE.letter:
        family = style.letter.name
        tokens["--utrecht-document-font-family"] = f'"{family}", {style.letter.office}, serif'
        faces = "".join(_face(family, file, weight) for file, weight in zip(style.letter.files, _WEIGHTS, strict=True))
    return faces + ":root {\n" + "".join(f"  {name}: {value};\n" for name, value in tokens.items()) + "}\n"


def darker(colour: str, part: float) -> str:
    """Mix a colour with black: 0 leaves it, 1 gives black."""
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * (1 - part)):02x}" for i in (1, 3, 5))


_WEIGHTS = ("400", "600 700")


def _face(family: str, file: str, weight: str) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; src: url("/lettertypen/{Path(file).stem}.woff") format("woff"); '
        f"font-weight: {weight}; font-display: swap; }}\n"
    )


def _made(fields: Mapping[str, str], logo: bytes) -> service.Huisstijl:
    """Make a style of what was typed, held to paper and pages at once; a logo is read in a child process."""
    found: list[Problem] = []
    try:
        if logo:
            made = child.run(service.make_huisstijl, dict(fields), logo, limits=_LIMITS)
        else:
            made = service.make_huisstijl(dict(fields))
    except DocgenError as error:
        if not error.code.startswith("LAYOUT-"):
            raise fault("LAYOUT-019", [problem("DOCGEN-121", "logo")], aantal=1) from None
        found += error.problems
    said = {p.veld for p in found}
    found += [p for p in _on_pages(fields) if p.veld not in said]
    if found:
        raise fault("LAYOUT-019", found, aantal=len(found))
    return made


def _on_pages(fields: Mapping[str, str]) -> Iterator[Problem]:
    """What the pages ask besides, of colours that are colours."""
    colours = {name: fields.get(name, "") for name in COLOURS}
    if all(_COLOUR.fullmatch(value) for value in colours.values()):
        wrong = [(back, what) for _, front, back, what in _pairs(colours) if what and not _reads(front, back)]
        if wrong:
            back, what = wrong[0]
            ratio, proposal = ratio_words(colours["koppen"], back), _dark_enough(colours)
            yield problem("DOCGEN-120", "koppen", waartegen=what, verhouding=ratio, voorstel=proposal)


def _dark_enough(colours: Mapping[str, str]) -> str:
    """Propose the lightest colour, in steps, of which everything on the pages can be read."""
    backs = [back for _, _, back, what in _pairs(colours) if what]
    steps = (darker(colours["koppen"], step / 20) for step in range(21))
    return next((colour for colour in steps if all(_reads(colour, back) for back in backs)), BLACK)


def _pairs(colours: Mapping[str, str]) -> tuple[tuple[str, str, str, str], ...]:
    """What is read, its colour, the colour behind it, and where that is on the pages ("" for what is on paper)."""
    return (
        ("Koppen op wit papier", colours["koppen"], WHITE, ""),
        ("Links op de pagina's", colours["koppen"], GROUND, "de achtergrond"),
        ("Witte letters op een knop", WHITE, colours["koppen"], ""),
        ("Links op de achtergrond van een kader", colours["koppen"], colours["vlak"], "de achtergrond van een kader"),
        ("Nummers van artikelen op wit papier", colours["accent"], WHITE, ""),
        ("Tekst op de achtergrond van een kader", service.INK, colours["vlak"], ""),
    )


def _judged(what: str, front: str, back: str) -> Judgement:
    ratio = service.contrast(front, back)
    words = "zeer goed te lezen" if ratio >= 7 else "goed te lezen" if ratio >= service.READABLE else "te weinig"
    return Judgement(what, f"{ratio_words(front, back)} op 1: {words}", ratio >= service.READABLE)


def ratio_words(front: str, back: str) -> str:
    """Write a contrast with one decimal, rounded down: "4,4" is never called 4,5."""
    return f"{int(service.contrast(front, back) * 10) / 10:.1f}".replace(".", ",")


def _reads(front: str, back: str) -> bool:
    return service.contrast(front, back) >= service.READABLE


def _size(logo: service.Logo | None) -> tuple[int, int]:
    return (round(logo.width * 100), round(logo.height * 100)) if logo else (0, 0)
