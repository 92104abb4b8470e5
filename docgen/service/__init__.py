"""The use cases, one function each: the only room that sees every other one. Thin on purpose."""

from __future__ import annotations

from docgen.case.paths import Step, join, steps, without_indexes
from docgen.law.ontvangers import Rol
from docgen.packet.key import open_key
from docgen.packet.model import Slot
from docgen.packet.slots import KEUZES, OPZIJ, Aanwijzing
from docgen.packet.verify import Verslag
from docgen.render import FORMATS
from docgen.render.glimpse import Glimpse, Knot
from docgen.render.proof import Proof
from docgen.render.style import HOUSE, INK, LETTERS, PAPER, READABLE, Huisstijl, Logo, contrast
from docgen.render.style import make as make_huisstijl
from docgen.render.style import read as read_huisstijl
from docgen.rules.outcome import Aard, Finding, Moment, Stand
from docgen.service.assembling import (
    Called,
    assemble,
    assemble_each,
    forbidden_values,
    known_documents,
    receivable,
    receivable_kinds,
    withheld,
)
from docgen.service.calendars import Dated, calendar, write_calendar
from docgen.service.cases import (
    bound_parties,
    check,
    check_texts,
    document_kinds,
    documents,
    load,
    parse,
    read,
    refused,
    schema,
    timeline,
    uitstroom_per_gemeente,
    zaaknummer_of,
)
from docgen.service.forms import Needs, needs
from docgen.service.keys import SEAL_PASSWORD, check_key, make_test_key, seal_password
from docgen.service.making import (
    DEFAULT_FORMATS,
    Made,
    health,
    key_of,
    make,
    notes_of,
    program,
    render_here,
    warm,
)
from docgen.service.overview import STATUSSEN, Overview, overview, regelingen, status
from docgen.service.packetdesk import Gezien, Tafel, lay_table, look_at, make_packet_apart, page_counts, read_seen
from docgen.service.packetpolicy import recipients_for
from docgen.service.packets import Opdracht, Pakket, make_packet, verify_bytes, verify_packet, write_packet, zipped
from docgen.service.previewing import (
    Draft,
    Sentence,
    conditions_in_words,
    draft,
    first_page_changed,
    page_picture,
    prepare,
    prove,
    sources_in_words,
)
from docgen.service.sample import style_sample
from docgen.service.sharing import (
    PROFESSIONALS,
    View,
    findings_for,
    may_see,
    moments_for,
    plain,
    view,
)
from docgen.service.texts import reading_copies
from docgen.service.versions import versions
from docgen.text.document import Document

ROLES = tuple(rol.value for rol in Rol)
"""Everyone for whom a copy can be made."""

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "HOUSE",
    "INK",
    "KEUZES",
    "LETTERS",
    "OPZIJ",
    "PAPER",
    "PROFESSIONALS",
    "READABLE",
    "ROLES",
    "SEAL_PASSWORD",
    "STATUSSEN",
    "Aanwijzing",
    "Aard",
    "Called",
    "Dated",
    "Document",
    "Draft",
    "Finding",
    "Gezien",
    "Glimpse",
    "Huisstijl",
    "Knot",
    "Logo",
    "Made",
    "Moment",
    "Needs",
    "Opdracht",
    "Overview",
    "Pakket",
    "Proof",
    "Sentence",
    "Slot",
    "Stand",
    "Step",
    "Tafel",
    "Verslag",
    "View",
    "assemble",
    "assemble_each",
    "bound_parties",
    "calendar",
    "check",
    "check_key",
    "check_texts",
    "conditions_in_words",
    "contrast",
    "document_kinds",
    "documents",
    "draft",
    "findings_for",
    "first_page_changed",
    "forbidden_values",
    "health",
    "join",
    "key_of",
    "known_documents",
    "lay_table",
    "load",
    "look_at",
    "make",
    "make_huisstijl",
    "make_packet",
    "make_packet_apart",
    "make_test_key",
    "may_see",
    "moments_for",
    "needs",
    "notes_of",
    "open_key",
    "overview",
    "page_counts",
    "page_picture",
    "parse",
    "plain",
    "prepare",
    "program",
    "prove",
    "read",
    "read_huisstijl",
    "read_seen",
    "reading_copies",
    "receivable",
    "receivable_kinds",
    "recipients_for",
    "refused",
    "regelingen",
    "render_here",
    "schema",
    "seal_password",
    "sources_in_words",
    "status",
    "steps",
    "style_sample",
    "timeline",
    "uitstroom_per_gemeente",
    "verify_bytes",
    "verify_packet",
    "versions",
    "view",
    "warm",
    "withheld",
    "without_indexes",
    "write_calendar",
    "write_packet",
    "zaaknummer_of",
    "zipped",
]
