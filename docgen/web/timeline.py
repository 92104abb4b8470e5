"""The dates of a case as a picture: where everything stands, in points of an SVG that the template writes down.

Windows are bars, days are marks, today is a line. Each label has a place of its own in a lane, so that none covers
another. A state has a shape and a word besides a colour.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from docgen import nl, service

WIDTH, EDGE = 1180.0, 24.0
"""Of the picture, and what stays free at its sides."""
HEAD, LANE, FOOT = 58.0, 50.0, 6.0
"""Height of the axis, of a lane, and of what stays free below."""
CHARACTER = 7.5
"""Room for one character of a label: no word in our letters is wider on average, a test measures it."""
MARK = 9.0
"""Half the width of a mark."""
GAP = 22.0
"""What stays free between two labels of one lane."""
FAR = dt.timedelta(days=400)
"""When today lies further from every date than this, it is not drawn."""
TICK = 70.0
"""Least room for the name of a month."""


@dataclass(frozen=True)
class Item:
    """One date in the picture."""

    moment: service.Moment
    stand: service.Stand
    begin: float
    """Of its mark, and of its bar."""
    einde: float
    """Of its bar; the same as `begin` for a single day."""
    y: float
    """Of the middle of its mark."""
    tekst_x: float
    anker: str
    """Which side of the label stands at `tekst_x`: "start" or "end"."""
    wanneer: str
    """Its day or days, and its state in a word."""

    @property
    def klasse(self) -> str:
        """The state as the end of a class name: "te-laat"."""
        return self.stand.value.replace(" ", "-")


@dataclass(frozen=True)
class Tick:
    """A month on the axis."""

    x: float
    woord: str
    jaar: bool
    """True where a year begins."""


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn."""

    breedte: float
    hoogte: float
    items: tuple[Item, ...]
    maanden: tuple[Tick, ...]
    vandaag: float | None
    """Where today is; None when that is too far away."""
    vandaag_anker: str


def draw(moments: Sequence[service.Moment], today: dt.date) -> Picture | None:
    """Give every date its place; None when there is nothing to draw."""
    if not moments:
        return None
    days = [day for moment in moments for day in (moment.datum, moment.laatste)]
    near = min(days) - FAR <= today <= max(days) + FAR
    scale = _Scale(*_span([*days, today] if near else days))
    placed = _in_lanes([_item(moment, today, scale) for moment in moments])
    lanes = max(item.y for item in placed)
    here = scale.at(today) if near else None
    side = "start" if here is not None and here < WIDTH / 2 else "end"
    return Picture(WIDTH, round(lanes + LANE / 2 + FOOT, 1), tuple(placed), tuple(_ticks(scale)), here, side)


def summary(moments: Iterable[service.Moment], today: dt.date) -> str:
    """Say in a sentence what the picture shows: how many dates of each state."""
    count: dict[service.Stand, int] = {}
    for moment in moments:
        stand = moment.stand(today)
        count[stand] = count.get(stand, 0) + 1
    parts = [f"{count[stand]} {stand.value}" for stand in service.Stand if stand in count]
    return f"{sum(count.values())} data op {nl.datum(today)}: {nl.opsomming(parts)}."


@dataclass(frozen=True)
class _Scale:
    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> float:
        part = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(EDGE + part * (WIDTH - 2 * EDGE), 1)


def _span(days: Sequence[dt.date]) -> tuple[dt.date, dt.date]:
    """From the first day to the last, and at least three months."""
    first = min(days)
    return first, max(max(days), first + dt.timedelta(days=92))


def _item(moment: service.Moment, today: dt.date, scale: _Scale) -> Item:
    begin, end, stand = scale.at(moment.datum), scale.at(moment.laatste), moment.stand(today)
    words = nl.datum_kort(moment.datum) + (f" t/m {nl.datum_kort(moment.tot)}" if moment.tot else "")
    words = f"{words} · {stand.value}"
    wide = max(len(words), len(moment.wat)) * CHARACTER
    right = begin + MARK + 5 + wide <= WIDTH
    place = begin + MARK + 5 if right else begin - MARK - 5
    return Item(moment, stand, begin, end, 0.0, round(place, 1), "start" if right else "end", words)


def _in_lanes(items: Sequence[Item]) -> list[Item]:
    """Put each in the first lane where it touches no other; the earliest first."""
    ends: list[float] = []
    placed = []
    for item in sorted(items, key=lambda item: (_extent(item)[0], item.moment.datum)):
        left, right = _extent(item)
        lane = next((n for n, end in enumerate(ends) if end + GAP <= left), len(ends))
        ends[lane : lane + 1] = [right]
        placed.append(replace(item, y=HEAD + LANE * lane + LANE / 2))
    return sorted(placed, key=lambda item: (item.moment.datum, item.y))


def _extent(item: Item) -> tuple[float, float]:
    """From where to where an item and its label reach."""
    wide = max(len(item.wanneer), len(item.moment.wat)) * CHARACTER
    label = (item.tekst_x, item.tekst_x + wide) if item.anker == "start" else (item.tekst_x - wide, item.tekst_x)
    return min(item.begin - MARK, label[0]), max(item.einde + MARK, label[1])


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """The first days of months, as many as there is room for."""
    room = (WIDTH - 2 * EDGE) / max(1.0, (scale.last - scale.first).days / 30.4)
    step = next((n for n in (1, 3, 6, 12) if n * room >= TICK), 24)
    for n in range(scale.first.year * 12, scale.last.year * 12 + 12, step):
        day = dt.date(n // 12, n % 12 + 1, 1)
        if scale.first <= day <= scale.last:
            yield Tick(scale.at(day), f"{_MONTHS[n % 12]} {n // 12}", n % 12 == 0)


_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
