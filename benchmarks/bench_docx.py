"""Measure the Word writer against an empty file of python-docx: at most four times as long."""

import io
import statistics
from time import perf_counter

import docx

import govinfo_report as gr
from govinfo_report.formats import docx as word_format
from govinfo_report.layout.compose import compose

ROUNDS = 30
TIMES = 4


def median(action: object) -> float:
    """Return the median of the seconds that a call takes."""
    assert callable(action)
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        action()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


report = gr.AnnualReport(
    "2021",
    year=2021,
    overview=gr.Section("", "正文" * 1300),
    requests=gr.Requests.of("2021", received=gr.ByApplicant.of(natural_person=17)),
)
document = compose(report)
empty = median(lambda: docx.Document().save(io.BytesIO()))
written = median(lambda: word_format.write(document))
print(f"empty python-docx file {empty * 1e3:.1f} ms, report {written * 1e3:.1f} ms")
print(f"{written / empty:.2f} times (at most {TIMES})")
assert written <= TIMES * empty
