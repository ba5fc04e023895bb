"""Word files and PDFs as offices write them, and as somebody would who means harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from pypdf import PdfReader, PdfWriter

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(*paragraphs: str, cells: tuple[str, ...] = (), tracked: str = "") -> bytes:
    """A table of one row comes last; `tracked` is put in while changes are tracked, and "old" was taken out."""
    document, out = Document(), BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    if tracked:
        run = "<w:r><w:t>{}</w:t></w:r>"
        inserted = f"<w:p {_NAMES}><w:ins>{run.format(tracked)}</w:ins><w:del>{run.format('old')}</w:del></w:p>"
        document.element.body.insert(0, parse_xml(inserted))
    if cells:
        table = document.add_table(rows=1, cols=len(cells))
        for place, words in enumerate(cells):
            table.cell(0, place).text = words
    document.save(out)
    return out.getvalue()


def pdf(*lines: str, page: str = "") -> bytes:
    """One page with these lines; `page` stands in its dictionary, too."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    content = f"BT /F1 12 Tf 14 TL 72 700 Td {shown}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> {page} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    )
    return written + end.encode()


def locked_pdf() -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Secret beds.")))), BytesIO()
    writer.encrypt("password", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def looping_pdf() -> bytes:
    """Its pages are their own children."""
    return pdf("Ten beds.").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def bomb(unpacked: int) -> bytes:
    """A Word file whose text comes to so many bytes of one letter."""
    out = BytesIO()
    with ZipFile(BytesIO(word_file("Ten beds."))) as sound, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in sound.namelist():
            content = sound.read(name)
            if name == "word/document.xml":
                content = content.replace(b"Ten beds.", b"A" * unpacked)
            packed.writestr(name, content)
    return out.getvalue()


def laughs() -> bytes:
    """A Word file in which each of ten entities stands for ten of the one before."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "beds">{entities}]>'
        f"<w:document {_NAMES}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    )
    out = BytesIO()
    with ZipFile(BytesIO(word_file("Ten beds."))) as sound, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in sound.namelist():
            packed.writestr(name, document if name == "word/document.xml" else sound.read(name))
    return out.getvalue()
