"""What users write, with the types they get: held against type checkers, never run."""

from decimal import Decimal
from typing import assert_type

import govinfo_report as gr

reading = gr.read("report.html")
report = reading.report
assert_type(reading, gr.Reading)
assert_type(report, gr.AnnualReport)
assert_type(report.year, int | None)
assert_type(report.edition, gr.Edition)
assert_type(report.figure("requests.received.total"), int | Decimal | None)
assert_type(report.figures(), dict[str, int | Decimal | None])
assert_type(report.with_figures({"requests.received.total": 3}), gr.AnnualReport)
assert_type(report.requests.outcomes[gr.Outcome.GRANTED], gr.ByApplicant)
assert_type(report.requests.received.natural_person, int | None)
assert_type(report.disputes.reconsideration.upheld, int | None)
assert_type(gr.Outcome.GRANTED.category, gr.OutcomeCategory)

findings = gr.check(report)
assert_type(findings, list[gr.Finding])
assert_type(findings[0].figures, tuple[str, ...])
assert_type(findings[0].severity, gr.Severity)
assert_type(gr.loads(gr.dumps(report)), gr.AnnualReport)
assert_type(gr.dumps(report), bytes)
