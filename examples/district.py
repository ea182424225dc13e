"""Write the reports under examples/district: three offices, two years, and the district's sum.

They are invented. In each of 2024 something is wrong, as it is in life: see docs/howto-office.md.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from govinfo_report import (
    Agency,
    AnnualReport,
    ByApplicant,
    Outcome,
    Requests,
    Section,
    aggregate,
    write,
)

FOLDER = Path(__file__).parent / "district"
Counts = Mapping[str, ByApplicant]


def office(
    name: str, year: int, requests: Requests, work: str, **figures: int | Decimal
) -> AnnualReport:
    """Return a report with these requests and figures of table two, and zeros elsewhere."""
    report = AnnualReport(
        "2021",
        year=year,
        agency=Agency(name, "department"),
        requests=requests,
        overview=Section("", work),
        problems=Section(
            "", "政策解读形式单一，更新不够及时。下一步将多用图解，按月核对公开目录。"
        ),
        other_matters=Section("", "本年度未收取信息处理费。"),
    )
    zeros = {path: 0 for path, value in report.figures().items() if value is None}
    given = {f"proactive.{name.replace('__', '.')}": value for name, value in figures.items()}
    return report.with_figures(zeros | given)


def people(count: int) -> ByApplicant:
    """Return a row in which only natural persons made requests."""
    return ByApplicant.of(natural_person=count)


def education() -> dict[int, AnnualReport]:
    """Return the education bureau's; in 2024 it forgot a request that 2023 carried forward."""
    return {
        2023: office(
            "云岫区教育局",
            2023,
            Requests.of(
                "2021",
                received=ByApplicant.of(natural_person=14, business=1),
                outcomes={
                    Outcome.GRANTED: people(9),
                    Outcome.NOT_HELD: ByApplicant.of(natural_person=3, business=1),
                },
            ),
            "2023年，我局收到政府信息公开申请15件，结转下年度继续办理2件。",
            normative_documents__issued=2,
            normative_documents__in_force=11,
            licensing__decisions=48,
        ),
        2024: office(
            "云岫区教育局",
            2024,
            Requests.of(
                "2021",
                received=ByApplicant.of(natural_person=18, legal_service=2),
                carried_over=people(1),
                outcomes={
                    Outcome.GRANTED: people(12),
                    Outcome.INTERNAL_AFFAIRS: ByApplicant.of(legal_service=2),
                    Outcome.NOT_HELD: people(6),
                },
            ),
            "2024年，我局收到政府信息公开申请20件，其中自然人18件，法律服务机构2件。",
            normative_documents__issued=1,
            normative_documents__repealed=3,
            normative_documents__in_force=9,
            licensing__decisions=51,
        ),
    }


def civil_affairs() -> dict[int, AnnualReport]:
    """Return the civil affairs bureau's; in 2024 its prose says nine where the table says eight."""
    return {
        year: office(
            "云岫区民政局",
            year,
            Requests.of(
                "2021", received=people(received), outcomes={Outcome.GRANTED: people(received)}
            ),
            f"{year}年，我局收到政府信息公开申请{told}件，全部办结。",
            licensing__decisions=licences,
            fees__amount=fees,
        )
        for year, received, told, licences, fees in (
            (2023, 7, 7, 310, Decimal("0.86")),
            (2024, 8, 9, 295, Decimal("1.02")),
        )
    }


def transport() -> dict[int, AnnualReport]:
    """Return the transport bureau's, right in both years."""
    return {
        year: office(
            "云岫区交通运输局",
            year,
            Requests.of(
                "2021",
                received=people(received),
                outcomes={
                    Outcome.GRANTED: people(received - 4),
                    Outcome.PARTIALLY_GRANTED: people(1),
                    Outcome.REPEATED_REQUEST: people(3),
                },
            ),
            f"{year}年，我局收到政府信息公开申请{received}件，全部按期答复。",
            penalties__decisions=penalties,
            compulsory_measures__decisions=12,
        )
        for year, received, penalties in ((2023, 22, 1874), (2024, 25, 2031))
    }


def main(folder: Path = FOLDER) -> None:
    """Write them, each year in its folder, as the offices publish them."""
    for year in (2023, 2024):
        (folder / str(year)).mkdir(parents=True, exist_ok=True)
    three = {"education": education(), "civil-affairs": civil_affairs(), "transport": transport()}
    for name, reports in three.items():
        write(reports[2023], folder / "2023" / f"{name}.md")
    write(three["education"][2024], folder / "2024" / "education.html")
    write(three["civil-affairs"][2024], folder / "2024" / "civil-affairs.md")
    # Somebody typed the digits the wrong way round.
    slip = three["transport"][2024].with_figures({"requests.outcomes.granted.natural_person": 12})
    write(slip, folder / "2024" / "transport.txt")
    district = aggregate(
        [reports[2024] for reports in three.values()], agency=Agency("云岫区人民政府", "government")
    )
    # The district rounded the fees.
    write(
        district.with_figures({"proactive.fees.amount": Decimal(2)}), folder / "district-2024.json"
    )


if __name__ == "__main__":
    main()
