"""Write the generated pages of docs/: errors, recipients, rules. `--check` only says whether they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from docgen import nl
from docgen.errors import FAMILIES, ROWS
from docgen.law import load_regeling, regelingen
from docgen.law.buiten import Buitenregel, load_buitenregels
from docgen.law.model import Regeling
from docgen.law.ontvangers import Documentrij, Gegevensrij, Ontvangers, Rol, known_ontvangers, load_ontvangers
from docgen.rules import RULES, Rule

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
REGIONS = {
    "FR": "Friesland",
    "NOP": "Noordoostpolder",
    "FL": "Flevoland",
    "AL": "Alkmaar",
    "WF": "West-Friesland",
    "LAW": "De wet",
}
ELSEWHERE = {
    "tekst": "een bepaling in een tekst",
    "ontvangers": "de tabel van ontvangers",
    "mensen": "alleen mensen",
    "later": "hoort bij een deel dat er nog niet is",
}


def errors_page() -> str:
    """The table of errors, by family, as a Dutch page."""
    lines = [
        "# Foutmeldingen",
        "",
        "Deze bladzijde wordt gemaakt uit `docgen/errors/` (`./run docs`). De code staat in elke melding van het",
        "programma. Een melding noemt het veld en herhaalt nooit wat erin staat.",
    ]
    for prefix, family in FAMILIES.items():
        rows = {code: row for code, row in ROWS.items() if code.startswith(f"{prefix}-")}
        if not rows:
            continue
        lines += ["", f"## {prefix} (afsluitcode {family.exit_code})", ""]
        lines += ["| code | melding | wat te doen |", "|---|---|---|"]
        lines += [f"| {code} | {_cell(row.melding)} | {_cell(row.advies)} |" for code, row in sorted(rows.items())]
    return "\n".join(lines) + "\n"


def recipients_page() -> str:
    """Who may receive what, per agreement, as a Dutch page."""
    lines = [
        "# Wie wat mag ontvangen",
        "",
        "Deze bladzijde wordt gemaakt uit `docgen/law/ontvangers/` (`./run docs`). Per regeling staat hier welke rol",
        "een document geheel krijgt, voor een deel (d1, d2 …: eronder staat wat het deel is) of nooit (–). Een",
        "document of rol die er niet staat, krijgt niets. **°** betekent: de bron zwijgt, dit is ons voorstel. De",
        "opdracht `docgen render --ontvanger` maakt precies deze exemplaren.",
        "",
        "Een vertegenwoordiger krijgt alleen iets als de zaak die soort vertegenwoordiger heeft. Bij brieven met een",
        "geadresseerde krijgen de huurder, een medehuurder en hun vertegenwoordiger alleen de eigen brief. Wie een",
        "brief verstuurt, houdt het geheel.",
    ]
    for name in known_ontvangers():
        lines += _recipients_of(load_ontvangers(name))
    return "\n".join(lines) + "\n"


def _recipients_of(policy: Ontvangers) -> list[str]:
    notes: list[str] = []
    roles = [rol for rol in Rol if any(rol in (*row.geheel, *row.deel) for row in policy.documenten)]
    lines = [
        "",
        f"## {policy.titel}",
        "",
        f"| document | {' | '.join(roles)} | bron |",
        f"|---{'|---' * len(roles)}|---|",
    ]
    for row in policy.documenten:
        cells = ["als het contract"] * len(roles) if row.volgt_contract else [_given(row, rol, notes) for rol in roles]
        lines.append(f"| {row.document} | {' | '.join(cells)} | {_cell(row.bron)} |")
    absent = [rol for rol in Rol if rol not in roles]
    if absent:
        lines += ["", f"Nooit iets: {', '.join(absent)}."]
    if notes:
        lines += ["", "Wat een deel is:", "", *(f"- d{n}: {note}" for n, note in enumerate(notes, 1))]
    lines += ["", "Geen document mag een gegeven bevatten dat voor de rol niet open staat:", ""]
    lines += ["| rol | open | toch geheim |", "|---|---|---|"]
    for rol in roles:
        rows = [row for row in policy.gegevens if rol in row.rollen]
        fields = [", ".join(f"`{path}`" for row in rows for path in paths(row)) for paths in (_open, _secret)]
        lines.append(f"| {rol} | {' | '.join(fields)} |")
    return lines


def _given(row: Documentrij, rol: Rol, notes: list[str]) -> str:
    own = "°" if rol in row.eigen_voorstel else ""
    if rol in row.geheel:
        return f"geheel{own}"
    if rol not in row.deel:
        return f"–{own}"
    if row.deel[rol] not in notes:
        notes.append(row.deel[rol])
    return f"d{notes.index(row.deel[rol]) + 1}{own}"


def _open(row: Gegevensrij) -> tuple[str, ...]:
    return tuple("alles" if path == "*" else path for path in row.open)


def _secret(row: Gegevensrij) -> tuple[str, ...]:
    return row.geheim


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("{{", "{").replace("}}", "}")


def rules_page() -> str:
    """Every rule of the agreements and the law, judged by the program or not, as a Dutch page."""
    outside = {row.code: row for row in load_buitenregels()}
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "rules").glob("test_*.py"))}
    lines = [
        "# Alle regels",
        "",
        "Deze bladzijde wordt gemaakt uit de regels van het programma en uit `docgen/law/regels-buiten.toml`",
        "(`./run docs`). Zij bevat elke regel van de vijf afspraken en van de wet. Een regel die niet voor een",
        "programma is, staat er met de reden. De ernst is die van het gewone geval; in een ander geval kan dezelfde",
        "regel lichter of zwaarder zijn.",
        "",
        "- **regel**: de code die in elke bevinding en in de kantlijn van een leesversie staat.",
        "- **ernst**: *blokkeert* (geen definitief stuk), *waarschuwt* (het mag, maar kijk ernaar), *taak* (iemand",
        "  moet op tijd iets doen), *info* (goed om te weten).",
        "- **bron**: de plaats in de regeling die boven de tabel staat. Afs. is een afspraak, Toel. de toelichting",
        "  daarop, Bijl. een bijlage, § een paragraaf; BW, Wmo, AVG en Awb zijn de wet.",
        "- **functie, of waarom niet**: waar in het programma de regel wordt getoetst, of waarom alleen mensen, een",
        "  tekst of de tabel van ontvangers dat kunnen.",
        "- **toets**: waarmee is bewezen dat het programma doet wat hier staat.",
    ]
    named = {found.regio: _named(found) for found in map(load_regeling, regelingen())}
    for prefix, region in REGIONS.items():
        codes = sorted(code for code in (*RULES, *outside) if code.partition("-")[0] == prefix)
        lines += ["", f"## {region}", "", f"{named.get(region, 'De wet')}: {len(codes)} regels.", ""]
        lines += [
            "| regel | wat zij vraagt | ernst | bron | functie, of waarom niet | toets |",
            "|---|---|---|---|---|---|",
        ]
        for code in codes:
            row = _judged(RULES[code], texts) if code in RULES else _unjudged(outside[code])
            lines.append(f"| {code} | {' | '.join(_cell(part) for part in row)} |")
    return "\n".join(lines) + "\n"


def _named(found: Regeling) -> str:
    """The agreement as texts name it, and when it holds."""
    first, last = nl.datum(found.geldig_van), found.geldig_tot
    days = f"van {first} tot en met {nl.datum(last)}" if last else f"vanaf {first}"
    text = found.aanduidingen[0].tekst
    return f"{text[:1].upper()}{text[1:]} (`{found.id}`, geldig {days})"


def _judged(rule: Rule, texts: dict[Path, str]) -> tuple[str, ...]:
    function = f"`{rule.check.__module__.removeprefix('docgen.')}.{rule.check.__qualname__}`"
    # A row of a table, else a mention: so that a new mention elsewhere does not make the page out of date.
    tables = [path.name for path, text in texts.items() if f'("{rule.code}",' in text]
    mentions = [path.name for path, text in texts.items() if f'"{rule.code}"' in text]
    tests = ", ".join(f"`{name}`" for name in tables or mentions[:1])
    return rule.omschrijving, rule.ernst.value, rule.bron, function, tests


def _unjudged(row: Buitenregel) -> tuple[str, ...]:
    tests = {"tekst": "`test_regels.py`", "ontvangers": "`test_ontvangers.py`"}.get(row.waar, "–")
    return row.regel, row.ernst, row.bron, f"Niet door het programma ({ELSEWHERE[row.waar]}): {row.reden}", tests


PAGES = {"fouten.md": errors_page, "ontvangers.md": recipients_page, "regels.md": rules_page}


def main(arguments: list[str]) -> int:
    """Write every page, or with --check name those that are out of date."""
    stale = 0
    for name, page in PAGES.items():
        path = DOCS / name
        text = page()
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"docs/{name} is verouderd: draai ./run docs\n")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
