"""Files that nobody here would write, made by hand: one for every class that inspection tells apart."""

from __future__ import annotations

import io
import random
import time
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests import pki


def changed(change: Callable[[Pdf], object], pages: int = 2) -> bytes:
    """Make a plain file and change it."""
    with pikepdf.open(io.BytesIO(pki.plain(pages))) as pdf:
        change(pdf)
        return pki.saved(pdf)


def with_password() -> bytes:
    return encrypted(user="geheim", owner="eigenaar")


def without_printing() -> bytes:
    return encrypted(
        user="", owner="eigenaar", allow=pikepdf.Permissions(extract=False, print_highres=False, modify_other=False)
    )


def encrypted(**options: Any) -> bytes:
    with pikepdf.open(io.BytesIO(pki.plain())) as pdf:
        return pki.saved(pdf, encryption=pikepdf.Encryption(**options))


def for_a_certificate() -> bytes:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(pki.plain())))
    writer.encrypt_pubkey([pki.issue("Ontvanger", encrypts=True).asn1()])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_otherwise() -> bytes:
    return with_password().replace(b"/Filter /Standard", b"/Filter /Bewaard1")


def xfa() -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp:xdp/>"))

    return changed(change)


def layers() -> bytes:
    """A page with a line that is in a hidden layer."""

    def change(pdf: Pdf) -> None:
        hidden = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Verborgen")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([hidden]), D=Dictionary(OFF=Array([hidden]), Order=Array()))
        page = pdf.pages[0]
        page.obj.Resources.Properties = Dictionary(L1=hidden)
        line = b"/OC /L1 BDC 0 0 0 rg 72 400 300 200 re f EMC"
        page.contents_add(pdf.make_stream(line))

    return changed(change)


def form(value: str = "Ingevuld") -> bytes:
    """A text field with a value and without an appearance of its own."""

    def change(pdf: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("naam"),
                V=String(value),
                DA=String("/Helv 12 Tf 0 g"),
                Rect=Array([72, 600, 300, 620]),
                F=4,
                P=pdf.pages[0].obj,
            )
        )
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]),
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(Helv=font)),
            DA=String("/Helv 12 Tf 0 g"),
        )

    return changed(change)


def script() -> bytes:
    def change(pdf: Pdf) -> None:
        action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root.OpenAction = action
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
        pdf.pages[0].obj.AA = Dictionary(O=action)

    return changed(change)


def action(**entries: Any) -> bytes:
    """A link on the first page with an action."""

    def change(pdf: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 700, 200, 730]), A=Dictionary(**entries))
        pdf.pages[0].obj.Annots = Array([link])

    return changed(change)


def launch() -> bytes:
    return action(S=Name.Launch, F=String("programma.exe"))


def web_link() -> bytes:
    return action(S=Name.URI, URI=String("https://voorbeeld.test/"))


def embedded() -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.attachments["extra.txt"] = b"extra"

    return changed(change)


def media() -> bytes:
    def change(pdf: Pdf) -> None:
        film = Dictionary(Type=Name.Annot, Subtype=Name.Screen, Rect=Array([72, 300, 200, 400]))
        pdf.pages[0].obj.Annots = Array([film])

    return changed(change)


def without_pages() -> bytes:
    return pki.saved(pikepdf.new())


def mended() -> bytes:
    """A file of which the table of objects is gone."""
    data = pki.plain()
    at = data.rindex(b"startxref")
    return data[:at] + b"startxref\n7\n%%EOF\n"


def truncated() -> bytes:
    return pki.plain()[:120]


def garbage() -> bytes:
    return b"%PDF-1.7\n" + b"\x00\xff" * 500


def loop() -> bytes:
    """A page tree that holds itself."""

    def change(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    return changed(change)


def deep(levels: int = 3000) -> bytes:
    """A page tree of thousands of levels."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    for level in range(levels):
        parent = f"/Parent {level + 1} 0 R" if level else ""
        objects.append(f"<</Type/Pages/Count 1/Kids[{level + 3} 0 R]{parent}>>")
    objects.append(f"<</Type/Page/MediaBox[0 0 595 842]/Parent {levels + 1} 0 R>>")
    return written(objects)


def written(objects: list[str]) -> bytes:
    """Write a file from the texts of its objects, the catalog first."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj{text}endobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n"
    return out + end.encode() + b"%%EOF\n"


def many_pages(count: int) -> bytes:
    pages = ["<</Type/Page/MediaBox[0 0 595 842]/Parent 2 0 R>>" for _ in range(count)]
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    return written(["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>", *pages])


def huge_page(side: int = 14400) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.MediaBox = Array([0, 0, 595, side])

    return changed(change)


def bomb(megabytes: int = 1500) -> bytes:
    """A page of which the content unpacks to gigabytes."""
    squeeze = zlib.compressobj(9)
    block = b"q 1 0 0 1 0 0 cm Q " * 50_000
    begin, again = (squeeze.compress(block) + squeeze.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    packed = begin + again * (megabytes * 1_000_000 // len(block)) + squeeze.flush()

    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(packed, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    return changed(change)


def crash(data: bytes, sha256: str) -> None:
    """Die as pikepdf does on a temporary (a real fault of the library, see security.md)."""
    for _ in range(50):
        list(pikepdf.open(io.BytesIO(embedded())).attachments.items())


def hang(data: bytes, sha256: str) -> None:
    time.sleep(60)


def eat(data: bytes, sha256: str) -> None:
    bytearray(4 << 30)


def mutants(data: bytes, seed: int, count: int) -> list[tuple[int, bool, bool]]:
    """Change some bytes of a file at random, again and again; say of each what inspection made of it.

    Runs in a child. Of each mutant: its pages, whether it is refused, whether its count is to be confirmed.
    """
    from docgen.packet.examine import examine

    found = []
    dice = random.Random(seed)
    for _ in range(count):
        changed_bytes = bytearray(data)
        for _ in range(dice.randint(1, 8)):
            changed_bytes[dice.randrange(len(data))] = dice.randrange(256)
        if b"%PDF-" in changed_bytes[:1024]:
            try:
                seen, _ = examine(bytes(changed_bytes), "")
            except Exception:  # `inspect` makes a refusal of it
                found.append((0, True, False))
            else:
                found.append((seen.paginas, bool(seen.problemen), seen.bevestigen))
    return found
