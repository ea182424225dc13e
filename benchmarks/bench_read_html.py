"""Measure how long an 80 KB page takes to be a report, against Lexbor's parsing of it alone."""

import statistics
from pathlib import Path
from time import perf_counter

from selectolax.lexbor import LexborHTMLParser

from govinfo_report.formats import html
from govinfo_report.layout.recognise import recognise

ROUNDS = 60
SIZE = 80_000
TIMES = 3
PAGE = Path(__file__).parent.parent / "tests" / "corpus" / "files" / "h04.html"


def seconds(action: object, *arguments: object) -> float:
    """Return the seconds that a call takes."""
    assert callable(action)
    start = perf_counter()
    action(*arguments)
    return perf_counter() - start


text = PAGE.read_text(encoding="utf-8")
script = f"<script>{'var total = 1; ' * 10_000}"[: SIZE - len(text.encode()) - 9] + "</script>"
data = text.replace("</head>", f"{script}</head>").encode()
assert len(data) == SIZE
document = html.read(data)

taken = [
    (
        seconds(LexborHTMLParser, data),
        seconds(html.read, data),
        seconds(recognise, document),
    )
    for _ in range(ROUNDS)
]
parser, reader, layout = (statistics.median(column) for column in zip(*taken, strict=True))
print(f"Lexbor {parser * 1e3:.2f} ms, page to document {reader * 1e3:.2f} ms, ", end="")
print(f"document to report {layout * 1e3:.2f} ms")
print(f"{(reader + layout) / parser:.1f} times (goal: at most {TIMES})")
