"""DOCX documents, written part by part as Word writes them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_PARTS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" '
        f'Target="{name}.xml"/>'
        for name in ("styles", "numbering", "footnotes")
    )
    + "</Relationships>"
)
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# The names that Word stores are English; the ids are those of the language that it speaks.
_PROPERTY = {
    "title": "dc:title",
    "creator": "dc:creator",
    "created": "dcterms:created",
    "modified": "dcterms:modified",
}
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (("Titel", "Title"), ("Kop1", "heading 1"), ("Kop2", "heading 2"), ("Kop7", "heading 7"))
)
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>'
    for level, kind in ((0, "bullet"), (1, "decimal"))
)


def paragraph(text: str, style: str = "", level: int | None = None, bold: bool = False) -> str:
    """A paragraph; with a level it is an item of the one list (0: bullets, 1: numbers inside them)."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:pPr>{looks}</w:pPr><w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: Sequence[str], head: bool = True) -> str:
    """A table whose first row is its head."""
    made = ""
    for number, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and not number else ""
        made += f"<w:tr>{mark}{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


def document(body: str, properties: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A DOCX with this body; further parts by name, with __ for / (word__header1="…")."""
    told = "".join(
        f"<{_PROPERTY[name]}>{text}</{_PROPERTY[name]}>" for name, text in (properties or {}).items()
    )
    written = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _PARTS,
        "word/document.xml": f"<w:document {_SPACE}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACE}>{_STYLES}</w:styles>",
        "word/numbering.xml": f'<w:numbering {_SPACE}><w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/footnotes.xml": f'<w:footnotes {_SPACE}><w:footnote w:id="2">{paragraph("Bron: RIVM.")}</w:footnote></w:footnotes>',
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc" xmlns:dcterms="urn:terms">'
        f"{told}</cp:coreProperties>",
    }
    written |= {f"{name.replace('__', '/')}.xml": text for name, text in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in written.items():
            archive.writestr(name, text)
    return packed.getvalue()
