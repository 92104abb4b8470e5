"""A text source as a jurist writes it: front matter, lines, labels, conditions per line.

Everything that can be known without a case is known here: shared clauses are
expanded, the attributes at the end of a line (`{#label bron="…"}`) are taken off,
and for every line it is known under which facts it stands.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from docgen.case import KINDS
from docgen.content import templates_root
from docgen.errors import fault
from docgen.text.packetvalues import PAKKET

LAYOUTS = ("contract", "plan", "letter", "form", "report")
TAG = re.compile(r"\{%-?\s*(?P<word>\w+)(?P<rest>.*?)-?%\}")
_ATTRIBUTES = re.compile(r"\s*\{#(?P<label>[a-z0-9-]*)(?P<pairs>(?:(?:(?<=#)|\s+)\w+=\"[^\"]*\")*)\s*\}\s*$")
_PAIR = re.compile(r"(\w+)=\"([^\"]*)\"")
_COMMENT = re.compile(r"<!--.*?-->")
_INCLUDE = re.compile(r"^\s*\{%\s*include\s+\"(?P<path>[^\"]+)\"\s*%\}\s*$")
_FRONT_KEYS = {"document", "layout", "titel", "ondertitel", "versie", "parafen", "per", "als", "soort", "kenmerk"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, its attributes taken off."""

    text: str
    place: str
    """File and line: "contracts/x.md:12"."""
    label: str = ""
    bron: str = ""
    recipients: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    """Attribute names that do not exist, for the checker."""
    conditions: tuple[str, ...] = ()
    """Facts under which the content of this line stands: "waarborgsom", "niet waarborgsom"."""
    loops: tuple[str, ...] = ()
    """The loops that this line stands in, the outermost first: "medehuurder in medehuurders"."""


@dataclass(frozen=True)
class Source:
    """One text source with the shared clauses in place."""

    path: str
    document: str
    layout: str
    titel: str
    ondertitel: str
    versie: str
    kenmerk: str
    """Field that the head of a page prints: "{{ raamovereenkomst.kenmerk }}"; empty: the zaaknummer."""
    soort: str
    """What it is about: a kind of case (zaak, toetreding, uittreding, collegenota), or a pakket."""
    parafen: bool
    per: str
    """List of which each item has a copy of its own: "geadresseerden"; empty: the document exists once."""
    item: str
    """What the text calls that item: "geadresseerde"."""
    lines: tuple[Line, ...]
    files: tuple[tuple[str, str], ...]
    """Files it was made from, with their SHA-256."""
    labels: dict[str, Line] = field(hash=False, compare=False)

    @property
    def template(self) -> str:
        """The lines as one Jinja template."""
        return "\n".join(line.text for line in self.lines) + "\n"


@lru_cache(maxsize=256)
def read_source(path: str, root: Path | None = None) -> Source:
    """Read a text source by its path below `templates/`; raises TextFault for what cannot be read."""
    root = root or templates_root()
    files: dict[str, str] = {}
    text = _read(root, path, files, path)
    meta, body, offset = _front_matter(text, path)
    raw = _expand(root, path, body, offset, files, ())
    lines = _annotate(raw)
    labels = {line.label: line for line in reversed(lines) if line.label}
    return Source(
        path=path,
        document=str(meta["document"]),
        layout=str(meta["layout"]),
        titel=str(meta["titel"]),
        ondertitel=str(meta.get("ondertitel") or ""),
        versie=str(meta["versie"]),
        kenmerk=str(meta.get("kenmerk") or ""),
        soort=str(meta.get("soort") or "zaak"),
        parafen=bool(meta.get("parafen", False)),
        per=str(meta.get("per") or ""),
        item=str(meta.get("als") or ""),
        lines=lines,
        files=tuple(sorted(files.items())),
        labels=labels,
    )


def _read(root: Path, path: str, files: dict[str, str], place: str) -> str:
    target = (root / path).resolve()
    if not target.is_relative_to(root.resolve()) or not target.is_file():
        raise fault("TEKST-001", plaats=place, naam=path)
    data = target.read_bytes()
    files[path] = hashlib.sha256(data).hexdigest()
    return data.decode("utf-8")


def _front_matter(text: str, path: str) -> tuple[dict[str, object], list[str], int]:
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:]]:
        raise fault("TEKST-002", plaats=f"{path}:1", wat="de kop tussen twee regels --- ontbreekt")
    end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == "---")
    try:
        meta = yaml.safe_load("\n".join(lines[1:end]))
    except yaml.YAMLError:
        raise fault("TEKST-002", plaats=f"{path}:1", wat="de kop is geen geldige YAML") from None
    if not isinstance(meta, dict):
        raise fault("TEKST-002", plaats=f"{path}:1", wat="de kop is leeg")
    missing = [key for key in ("document", "layout", "titel", "versie") if not meta.get(key)]
    unknown = sorted(set(meta) - _FRONT_KEYS)
    if meta.get("soort", "zaak") not in {*KINDS, PAKKET}:
        unknown.append(f"soort {meta['soort']}")
    if bool(meta.get("per")) != bool(meta.get("als")):
        missing.append("per of als")
    if missing or unknown or meta["layout"] not in LAYOUTS:
        parts = [f"{key} ontbreekt" for key in missing] + [f"{key} bestaat niet" for key in unknown]
        parts += [f"layout is een van {', '.join(LAYOUTS)}"] if not missing and not unknown else []
        raise fault("TEKST-002", plaats=f"{path}:1", wat="; ".join(parts))
    return meta, lines[end + 1 :], end + 1


def _expand(
    root: Path, path: str, body: list[str], offset: int, files: dict[str, str], above: tuple[str, ...]
) -> list[tuple[str, str]]:
    result: list[tuple[str, str]] = []
    for number, text in enumerate(body, offset + 1):
        place = f"{path}:{number}"
        clean = _COMMENT.sub("", text)
        if clean != text and not clean.strip():
            continue
        include = _INCLUDE.match(clean)
        if not include:
            result.append((clean.rstrip(), place))
            continue
        name = include["path"]
        if name in above:
            raise fault("TEKST-001", plaats=place, naam=name)
        clause = _read(root, name, files, place).splitlines()
        result += _expand(root, name, clause, 0, files, (*above, name))
    return result


def _annotate(raw: list[tuple[str, str]]) -> tuple[Line, ...]:
    lines: list[Line] = []
    stack: list[tuple[str, str]] = []
    for text, place in raw:
        match = _ATTRIBUTES.search(text)
        content = text[: match.start()] if match else text
        pairs = dict(_PAIR.findall(match["pairs"])) if match else {}
        leading = content[: len(content) - len(after_leading_tags(content))]
        _track(stack, leading)
        lines.append(
            Line(
                text=content,
                place=place,
                label=match["label"] if match else "",
                bron=pairs.pop("bron", ""),
                recipients=tuple(pairs.pop("ontvangers", "").split()),
                strange=tuple(pairs),
                conditions=tuple(fact for word, fact in stack if word == "if"),
                loops=tuple(rest for word, rest in stack if word == "for"),
            )
        )
        _track(stack, content[len(leading) :])
    return tuple(lines)


def after_leading_tags(text: str) -> str:
    """Leave out the tags that a line begins with."""
    rest = text.lstrip()
    while match := TAG.match(rest):
        rest = rest[match.end() :].lstrip()
    return rest


def _track(stack: list[tuple[str, str]], text: str) -> None:
    """Follow the tags in `text`: what is open after them stands on the stack."""
    for match in TAG.finditer(text):
        apply_tag(stack, match["word"], match["rest"].strip())


def apply_tag(stack: list[tuple[str, str]], word: str, rest: str) -> None:
    """Push, pop or turn the condition that a tag opens, closes or reverses."""
    if word == "if":
        stack.append(("if", "niet " + rest.removeprefix("not ").strip() if rest.startswith("not ") else rest))
    elif word == "for":
        stack.append(("for", rest))
    elif word == "else" and stack and stack[-1][0] == "if":
        fact = stack.pop()[1]
        stack.append(("if", fact.removeprefix("niet ") if fact.startswith("niet ") else f"niet {fact}"))
    elif word in ("endif", "endfor") and stack:
        stack.pop()
