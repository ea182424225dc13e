"""Generate many reports as columns: seeded, quickly, with the faults and blanks asked for.

One organ follows another, each with its years in order. What a report carries over is what that of
the year before carries forward. Reports up to 2020 are on the form of 2019, those after it on that
of 2021.
"""

from collections.abc import Iterator
from itertools import count

import numpy as np
import polars as pl

from govinfo_report import Applicant, DisputeKind, DisputeResult, Edition, Measure, Outcome
from govinfo_report.frames import SCHEMA
from govinfo_report.frames.names import FIGURES
from govinfo_report.model import figure_paths
from govinfo_report.vocabulary import ProactiveItem

YEARS = range(2019, 2024)
FAULTY = 0.06  # of the reports have a figure that is not what it should be
ANOTHER = 0.75  # of the reports with a blank have one more, and so on
REGIONS = 31

Columns = dict[str, np.ndarray]


def reports(
    rows: int, *, blank: float = 0, faulty: float = FAULTY, seed: int = 0, first: int = 0
) -> pl.DataFrame:
    """Return a whole number of organs' reports as `to_frame` would; `blank` of them have blanks.

    `first` is the number of the first report, which its source says.
    """
    random = np.random.default_rng([seed, first])
    number = np.arange(first, first + rows)
    organ = number // len(YEARS)
    year = (YEARS.start + number % len(YEARS)).astype(np.int32)
    is_old = year < Edition.E2021.first_year
    figures = _figures(random, rows, is_old)
    is_blank = _spoil(random, figures, rows, is_old, faulty, blank)
    keys = pl.DataFrame({"organ": organ, "year": year, "number": number, "is_old": is_old})
    region = pl.col("organ") % REGIONS
    label = pl.col("organ").cast(pl.String)
    return keys.select(
        pl.format("机关 {}", label).alias("agency"),
        pl.lit(None, pl.String).alias("credit_code"),
        ((region + 11) * 10_000).cast(pl.String).alias("region_code"),
        pl.lit("department").alias("kind"),
        "year",
        pl.when("is_old").then(pl.lit("2019")).otherwise(pl.lit("2021")).alias("edition"),
        pl.col("number").cast(pl.String).alias("source"),
        *(_column(path, figures, is_blank, is_old) for path in FIGURES),
        *(
            pl.when(pl.Series(_known(path, is_blank, is_old))).then(2).cast(pl.Int16).alias(name)
            for name in SCHEMA.names
            if (path := name.removesuffix(".places")) != name
        ),
    )


def batches(
    rows: int, *, blank: float = 0, faulty: float = FAULTY, seed: int = 0, size: int = 100_000
) -> Iterator[pl.DataFrame]:
    """Yield as many reports in parts, for those who write them to a file."""
    for first in count(0, size):
        if first >= rows:
            return
        yield reports(min(size, rows - first), blank=blank, faulty=faulty, seed=seed, first=first)


def _figures(random: np.random.Generator, rows: int, is_old: np.ndarray) -> Columns:
    """Return consistent figures of both editions, each row with those of its own."""
    found: Columns = {}
    for row in ("received", "carried_over", "outcomes_total", "carried_forward", *Outcome):
        for column in (*Applicant, "total"):
            found[_path(row, column)] = np.zeros(rows, np.int64)
    has = {
        outcome: (is_old & (Edition.E2019 in outcome.editions))
        | (~is_old & (Edition.E2021 in outcome.editions))
        for outcome in Outcome
    }
    for applicant in Applicant:
        usual = 30 if applicant is Applicant.NATURAL_PERSON else 2
        handled = found[_path("outcomes_total", applicant)]
        for outcome in Outcome:
            drawn = random.geometric(0.2 if outcome is Outcome.GRANTED else 0.8, rows) - 1
            cases = drawn * random.integers(0, usual, rows) * has[outcome]
            found[_path(outcome, applicant)] += cases
            handled += cases
        forward = random.poisson(usual / 4, rows)
        over = np.where(np.arange(rows) % len(YEARS), np.roll(forward, 1), 0)
        more = np.maximum(over - forward - handled, 0)
        found[_path(Outcome.GRANTED, applicant)] += more
        handled += more
        found[_path("received", applicant)] += handled + forward - over
        found[_path("carried_over", applicant)] += over
        found[_path("carried_forward", applicant)] += forward
    for path in [path for path in found if path.endswith(".total")]:
        row = path.removesuffix(".total")
        found[path] = sum((found[f"{row}.{applicant}"] for applicant in Applicant), found[path])
    return found | _disputes(random, rows) | _proactive(random, rows)


def _disputes(random: np.random.Generator, rows: int) -> Columns:
    found: Columns = {}
    for kind in DisputeKind:
        results = {result: random.poisson(0.3, rows) for result in DisputeResult}
        found |= {f"disputes.{kind}.{result}": cases for result, cases in results.items()}
        found[f"disputes.{kind}.total"] = sum(results.values(), np.zeros(rows, np.int64))
    return found


def _proactive(random: np.random.Generator, rows: int) -> Columns:
    found: Columns = {}
    for edition in Edition:
        for item in ProactiveItem.of(edition):
            row = f"proactive.{item}"
            for measure in item.measures(edition):
                found[f"{row}.{measure}"] = _measured(random, rows, measure)
            if Measure.IN_FORCE in item.measures(edition):
                change = found[f"{row}.issued"] - found[f"{row}.repealed"]
                by_organ = change.reshape(-1, len(YEARS)).cumsum(axis=1)
                found[f"{row}.in_force"] = by_organ.ravel() + 60
    return found


def _measured(random: np.random.Generator, rows: int, measure: Measure) -> np.ndarray:
    if measure.is_amount:
        return random.integers(0, 10**7, rows)  # in units of 分: hundredths of the figure
    if measure in {Measure.DISCLOSED_TOTAL, Measure.ITEMS_LAST_YEAR}:
        return random.integers(50, 99, rows)
    return random.integers(0, 10, rows)


def _spoil(  # noqa: PLR0913, PLR0917 - what there is, and how much of it is to be spoilt
    random: np.random.Generator,
    figures: Columns,
    rows: int,
    is_old: np.ndarray,
    faulty: float,
    blank: float,
) -> dict[str, np.ndarray]:
    """Add to some figures, and say of others that they are blank."""
    row = np.flatnonzero(random.random(rows) < faulty)
    for edition, here in ((Edition.E2019, is_old[row]), (Edition.E2021, ~is_old[row])):
        paths = figure_paths(edition)
        chosen = random.integers(0, len(paths), here.sum())
        for place, path in enumerate(paths):
            # Within a batch: one figure a row, so that no addition is lost.
            figures[path][row[here][chosen == place]] += random.integers(1, 100)
    masks = {path: np.zeros(rows, bool) for path in FIGURES}
    row = np.flatnonzero(random.random(rows) < blank)
    while len(row):  # each round leaves some of them another blank
        for edition, here in ((Edition.E2019, is_old[row]), (Edition.E2021, ~is_old[row])):
            paths = figure_paths(edition)
            chosen = random.integers(0, len(paths), here.sum())
            for place, path in enumerate(paths):
                masks[path][row[here][chosen == place]] = True
        row = row[random.random(len(row)) < ANOTHER]
    return masks


def _known(path: str, is_blank: dict[str, np.ndarray], is_old: np.ndarray) -> np.ndarray:
    """Say in which rows a figure is filled in."""
    own = np.zeros(len(is_old), bool)
    for edition, here in ((Edition.E2019, is_old), (Edition.E2021, ~is_old)):
        if path in figure_paths(edition):
            own |= here
    own &= ~is_blank[path]
    return own


def _column(
    path: str, figures: Columns, is_blank: dict[str, np.ndarray], is_old: np.ndarray
) -> pl.Expr:
    value = pl.lit(pl.Series(figures[path].astype(np.int64)))
    if path.endswith(f".{Measure.AMOUNT}"):
        value = (value.cast(pl.Decimal(36, 0)) / 100).cast(pl.Decimal(38, 10))
    known = pl.Series(_known(path, is_blank, is_old))
    return pl.when(known).then(value).alias(path)


def _path(row: str, column: str) -> str:
    return f"requests.{'outcomes.' if row in set(Outcome) else ''}{row}.{column}"
