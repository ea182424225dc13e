"""Measure a six-page PDF to a report against pdfplumber's tables: at most 1.5 times as long."""

import io
from pathlib import Path
from time import perf_counter

import pdfplumber
import pypdf

import govinfo_report as gr

PAGES = 6
ROUNDS = 5
TIMES = 1.5
FILE = Path(__file__).parent.parent / "tests" / "corpus" / "files" / "p06.pdf"

writer = pypdf.PdfWriter()
for _ in range(2):
    writer.append(FILE)
out = io.BytesIO()
writer.write(out)
data = out.getvalue()
ours = theirs = float("inf")
for _ in range(ROUNDS):
    start = perf_counter()
    gr.read(data, "pdf")
    ours = min(ours, perf_counter() - start)
    start = perf_counter()
    with pdfplumber.open(io.BytesIO(data)) as pages:
        assert len(pages.pages) == PAGES
        for page in pages.pages:
            page.extract_tables()
    theirs = min(theirs, perf_counter() - start)
print(f"report {ours * 1e3:.0f} ms, pdfplumber's tables {theirs * 1e3:.0f} ms")
print(f"{ours / theirs:.2f} times (at most {TIMES})")
assert ours <= TIMES * theirs
