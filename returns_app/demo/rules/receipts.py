"""A small PDF that looks like a receipt, so that there is something to open."""


def receipt_pdf(number: str, lines: tuple[str, ...]) -> bytes:
    """One page with a heading and some lines of plain text."""
    told = [f"BT /F1 16 Tf 40 250 Td (RECEIPT {_plain(number)}) Tj ET"]
    told += [f"BT /F1 11 Tf 40 {220 - 18 * place} Td ({_plain(line)}) Tj ET" for place, line in enumerate(lines)]
    return _file(_objects("\n".join(told)))


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char not in "()\\")


def _objects(content: str) -> tuple[str, ...]:
    return (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def _file(objects: tuple[str, ...]) -> bytes:
    written, places = "%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    entries = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{written}{table}startxref\n{len(written)}\n%%EOF\n".encode("ascii")
