"""The conformance vectors, made from the second transcription of the form.

`python -m tests.vectors` writes them to `schema/vectors/`. Nothing here looks at the schema or at
the rules: what the vectors expect follows from `witness.py` and from what is written below, so
that a slip in the source cannot be consistent with them.
"""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from tests import witness
from tests.conftest import ROOT

FOLDER: Final = ROOT / "schema" / "vectors"
EDITIONS: Final = ("2019", "2021")
PROFILES: Final = ("published", "filing")
MOST: Final = 9_007_199_254_740_991  # 2^53 - 1

Document = dict[str, Any]
Change = dict[str, Any]
Vector = dict[str, Any]


# ── documents ────────────────────────────────────────────────────────────────────────────────


def _pointer(path: str) -> str:
    return "/" + path.replace(".", "/")


def at(document: object, pointer: str) -> Any:
    """Return what a JSON pointer leads to; no key of a report needs escapes."""
    value: Any = document
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def apply(document: Document, changes: list[Change]) -> Any:
    """Return a copy of a document after the `add`, `replace` and `remove` of RFC 6902."""
    changed: Any = deepcopy(document)
    for change in changes:
        if not change["path"]:
            changed = change["value"]
            continue
        parent, _, key = change["path"].rpartition("/")
        target = at(changed, parent)
        if change["op"] == "remove":
            del target[key]
        else:
            target[int(key) if isinstance(target, list) else key] = deepcopy(change["value"])
    return changed


def base(edition: str) -> Document:
    """Return a report that is complete, consistent, and has something in every place."""
    return {
        "edition": edition,
        "year": int(edition),
        "agency": {
            "name": "示范市档案局",
            "kind": "department",
            "credit_code": "11310000MB00000008",
            "region_code": "310000",
        },
        "title": f"示范市档案局{edition}年政府信息公开工作年度报告",
        "preface": "本报告按年度编制。",
        "published": f"{int(edition) + 1}-01-28",
        "source": "https://example.invalid/report",
        "overview": {
            "title": "",
            "text": "全年工作平稳。",
            "subsections": [{"title": "主动公开", "text": "主动公开信息。", "subsections": []}],
        },
        "proactive": {
            item: {
                measure: {"change": -3, "amount": 52.15}.get(measure, number)
                for number, (measure, _) in enumerate(measures, start=1)
            }
            for _, items, measures in witness.PROACTIVE[edition]
            for item, _ in items
        },
        "requests": _requests(edition),
        "disputes": {
            block: {"upheld": 2, "corrected": 1, "other": 0, "pending": 1, "total": 4}
            for block, _ in witness.DISPUTE_BLOCKS
        },
        "problems": {"title": "", "text": "公开不够及时，将予改进。", "subsections": []},
        "other_matters": {"title": "", "text": "未收取信息处理费。", "subsections": []},
        "explanations": [
            {
                "rule": "series-carry",
                "figures": ["requests.carried_over.total"],
                "text": "上年数据已更正。",
            }
        ],
        "extensions": {"example.invalid": {"id": 7, "tags": [None, True, "甲"]}},
    }


def _requests(edition: str) -> Document:
    """Return a table three whose every column adds up."""
    applicants = [name for name, _ in witness.APPLICANTS[:-1]]

    def row(counts: list[int]) -> Document:
        return {**dict(zip(applicants, counts, strict=True)), "total": sum(counts)}

    columns = range(len(applicants))
    outcomes = {
        name: [(number * (column + 1)) % 3 for column in columns]
        for number, (name, _, _) in enumerate(witness.OUTCOMES[edition], start=1)
    }
    handled = [sum(column) for column in zip(*outcomes.values(), strict=True)]
    before = [column % 2 for column in columns]
    after = [2 for _ in columns]
    return {
        "received": row([h + a - b for h, a, b in zip(handled, after, before, strict=True)]),
        "carried_over": row(before),
        "outcomes": {name: row(counts) for name, counts in outcomes.items()},
        "outcomes_total": row(handled),
        "carried_forward": row(after),
    }


# ── what the identities make of a document ───────────────────────────────────────────────────


def findings(document: Document) -> list[Mapping[str, Any]]:
    """Return the broken identities of a document, rule after rule, each in form order."""
    found: list[Mapping[str, Any]] = []
    for rule, left, right in witness.IDENTITIES[document["edition"]]:
        sides = [[at(document, _pointer(path)) for path in side] for side in (left, right)]
        known, other = (sum(v for v in side if v is not None) for side in sides)
        blanks = [None in side for side in sides]
        fillable = {(True, False): known <= other, (False, True): other <= known}
        holds = known == other or all(blanks) or fillable.get((blanks[0], blanks[1]), False)
        if not holds:
            found.append({"rule": rule, "figures": [*left, *right]})
    return found


# ── vectors ──────────────────────────────────────────────────────────────────────────────────


def replace(pointer: str, value: object) -> Change:
    """Return the change that puts another value in a place."""
    return {"op": "replace", "path": pointer, "value": value}


def add(pointer: str, value: object) -> Change:
    """Return the change that puts a value in a new place."""
    return {"op": "add", "path": pointer, "value": value}


def remove(pointer: str) -> Change:
    """Return the change that takes a key away."""
    return {"op": "remove", "path": pointer}


class _Maker:
    """Make the vectors of one edition."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        self.base = base(edition)

    def vector(
        self,
        name: str,
        tests: str,
        change: list[Change],
        *,
        published: list[str] | None = None,
        filing: list[str] | None = None,
    ) -> Vector:
        """Return one vector: what changes, and where either profile then sees an error.

        What is not given for filing is as for the published profile.
        """
        published = published or []
        filing = published if filing is None else filing
        document = apply(self.base, change)
        return {
            "id": f"{self.edition}/{name}",
            "tests": tests,
            "change": change,
            "errors": {"published": sorted(published), "filing": sorted(filing)},
            "findings": None if published else findings(document),
        }

    def refused(self, name: str, tests: str, pointers: list[str], value: object) -> Vector:
        """Return the vector in which some places hold a value that neither profile allows."""
        change = [replace(pointer, value) for pointer in pointers]
        return self.vector(name, tests, change, published=pointers)

    def figures(self, *, amount: bool | None = None, signed: bool | None = None) -> list[str]:
        """Return the pointers of the figures that are amounts or not, signed or not."""
        return [
            _pointer(path)
            for path in witness.FIGURES[self.edition]
            if amount in {None, path.endswith(".amount")}
            and signed in {None, path.endswith(".change")}
        ]

    def objects(self) -> list[str]:
        """Return the pointers of all objects with fixed keys, one of each kind."""
        proactive = [f"/proactive/{item}" for item in self.base["proactive"]]
        return [
            "",
            "/agency",
            "/overview",
            "/proactive",
            *proactive,
            "/requests",
            "/requests/received",
            "/requests/outcomes",
            "/disputes",
            "/disputes/reconsideration",
            "/explanations/0",
        ]

    def rows(self) -> list[str]:
        """Return the pointers of all rows of tables three and four."""
        paths = [p.rpartition(".")[0] for p in witness.FIGURES[self.edition] if p[0] != "p"]
        return [_pointer(path) for path in dict.fromkeys(paths)]

    def all(self) -> Iterator[Vector]:
        """Yield every vector of the edition."""
        yield self.vector("complete", "完整且自洽的报告 / a complete and consistent report", [])
        yield from self.keys()
        yield from self.containers()
        yield from self.numbers()
        yield from self.texts()
        yield from self.vocabularies()
        yield from self.nulls()
        yield from self.foreign()
        yield from self.identities()
        yield from self.blanks()

    def keys(self) -> Iterator[Vector]:
        for pointer in self.objects():
            for key in at(self.base, pointer):
                where = f"{pointer}/{key}"
                yield self.vector(
                    f"missing{where}",
                    f"缺少一个键 / a key is missing: {where}",
                    [remove(where)],
                    published=[pointer],
                )
        for pointer in self.objects():
            for key in ("未知", "__proto__"):
                yield self.vector(
                    f"unknown{pointer}/{key}",
                    f"多出一个键 / a key too many: {key}",
                    [add(f"{pointer}/{key}", None)],
                    published=[f"{pointer}/{key}"],
                )

    def containers(self) -> Iterator[Vector]:
        for pointer in self.objects():
            name = f"not-an-object{pointer}"
            yield self.refused(name, "应为对象 / not an object", [pointer], [])
        for key in ("problems", "other_matters"):
            yield self.refused(f"not-an-object/{key}", "应为对象 / not an object", [f"/{key}"], [])
        yield self.refused(
            "rows-not-objects", "每行应为对象 / rows that are no objects", self.rows(), 0
        )
        for pointer in ("/overview/subsections", "/explanations", "/explanations/0/figures"):
            name = f"not-an-array{pointer}"
            yield self.refused(name, "应为数组 / not an array", [pointer], {})
        yield self.refused(
            "not-an-object/overview/subsections/0",
            "应为对象 / not an object",
            ["/overview/subsections/0"],
            "",
        )

    def numbers(self) -> Iterator[Vector]:
        counts = self.figures(amount=False)
        unsigned = self.figures(amount=False, signed=False)
        signed = self.figures(signed=True)
        amounts = self.figures(amount=True)
        yield self.refused("counts-as-text", "数量写成文本 / counts as text", counts, "3")
        yield self.refused(
            "counts-as-booleans", "数量写成布尔值 / counts as booleans", counts, value=True
        )
        yield self.refused(
            "counts-with-fractions", "数量带小数 / counts with a fraction", counts, 0.5
        )
        yield self.refused("counts-below-zero", "数量为负 / counts below zero", unsigned, -1)
        yield self.refused("counts-too-large", "数量过大 / counts over 2^53-1", counts, MOST + 1)
        yield self.refused("amounts-as-text", "金额写成文本 / amounts as text", amounts, "52.15")
        yield self.refused("amounts-below-zero", "金额为负 / amounts below zero", amounts, -0.5)
        yield self.refused("amounts-too-large", "金额过大 / amounts over 2^53-1", amounts, MOST + 1)
        if signed:
            yield self.refused(
                "changes-too-small", "增减过小 / changes too small", signed, -MOST - 1
            )
            yield self.vector(
                "changes-smallest",
                "最小的增减 / the smallest change",
                [replace(pointer, -MOST) for pointer in signed],
            )
        yield self.vector(
            "count-largest",
            "最大的数量 / the largest count",
            [replace("/disputes/reconsideration/total", MOST)],
        )
        yield self.vector(
            "count-with-zero-fraction",
            "3.0 是整数 / 3.0 is an integer",
            [
                replace(
                    "/proactive/regulations/" + next(iter(self.base["proactive"]["regulations"])),
                    3.0,
                )
            ],
        )
        yield self.vector(
            "amounts-whole",
            "金额可为整数 / an amount may be whole",
            [replace(pointer, 52) for pointer in amounts],
        )
        for name, year in (
            ("text", "2021"),
            ("too-early", 1948),
            ("too-late", 10_000),
            ("half", 0.5),
        ):
            yield self.refused(
                f"year-{name}", f"年度无效 / an invalid year: {year}", ["/year"], year
            )

    def texts(self) -> Iterator[Vector]:
        texts = [
            "/agency/name",
            "/title",
            "/preface",
            "/source",
            "/overview/title",
            "/overview/text",
            "/overview/subsections/0/title",
            "/overview/subsections/0/text",
            "/explanations/0/rule",
            "/explanations/0/text",
            "/explanations/0/figures/0",
        ]
        yield self.refused("texts-as-numbers", "文本写成数字 / texts as numbers", texts, 1)
        patterned = ("/agency/credit_code", "/agency/region_code", "/published")
        wrong: dict[str, tuple[object, ...]] = {
            "/agency/credit_code": ("11310000MB0000000", "11310000MB000000I8", 113100000000000008),
            "/agency/region_code": ("31000", "31000O", "3100001", 310000),
            "/published": (
                "2022-1-28",
                "2022-02-30",
                "2021-02-29",
                "1900-02-29",
                "2022-13-01",
                "0000-01-01",
                "2022/01/28",
                "２０２２-01-28",
                "2022-01-28T00:00:00",
                20220128,
            ),
        }
        for pointer in patterned:
            for value in (*wrong[pointer], f"{at(self.base, pointer)}\n"):
                shown = json.dumps(value, ensure_ascii=False)
                name = f"invalid{pointer}:{shown}"
                yield self.refused(name, f"写法无效 / not as written: {shown}", [pointer], value)
        yield self.vector(
            "leap-day",
            "闰日 / a leap day",
            [replace("/published", "2020-02-29")],
        )
        yield self.vector(
            "empty-names",
            "名称与标题为空，仅报送时不可 / empty name and title, refused only when filed",
            [replace("/agency/name", ""), replace("/title", "")],
            filing=["/agency/name", "/title"],
        )
        yield self.vector(
            "empty-texts",
            "文字可为空 / texts may be empty",
            [
                replace(pointer, "")
                for pointer in texts
                if pointer not in {"/agency/name", "/title"}
            ],
        )

    def vocabularies(self) -> Iterator[Vector]:
        other = next(edition for edition in EDITIONS if edition != self.edition)
        yield self.refused("edition-other", "另一年版 / the other edition", ["/edition"], other)
        yield self.refused("edition-unknown", "未知年版 / an unknown edition", ["/edition"], "2020")
        yield self.refused(
            "edition-number", "年版写成数字 / edition as a number", ["/edition"], 2021
        )
        yield self.refused(
            "kind-unknown", "未知机关类别 / an unknown kind", ["/agency/kind"], "ministry"
        )
        for kind in ("department", "government", "other"):
            yield self.vector(
                f"kind-{kind}",
                f"机关类别 / a kind of organ: {kind}",
                [replace("/agency/kind", kind)],
            )

    def nulls(self) -> Iterator[Vector]:
        optional = [
            "/year",
            "/agency/name",
            "/agency/kind",
            "/agency/credit_code",
            "/agency/region_code",
            "/title",
            "/preface",
            "/published",
            "/source",
        ]
        figures = self.figures()
        yield self.vector(
            "unknown-particulars",
            "未知的基本情况，报送时不可 / unknown particulars, refused when filed",
            [replace(pointer, None) for pointer in optional],
            filing=optional,
        )
        yield self.vector(
            "blank-figures",
            "全部空白，报送时不可 / every figure blank, refused when filed",
            [replace(pointer, None) for pointer in figures],
            filing=figures,
        )
        totals = [pointer for pointer in figures if pointer.endswith("/total")]
        yield self.vector(
            "blank-totals",
            "总计空白，报送时不可 / totals blank, refused when filed",
            [replace(pointer, None) for pointer in totals],
            filing=totals,
        )
        never = [
            "/edition",
            "/agency",
            "/overview",
            "/overview/title",
            "/overview/text",
            "/overview/subsections",
            "/proactive",
            "/requests",
            "/disputes",
            "/explanations",
            "/extensions",
        ]
        for pointer in never:
            yield self.refused(
                f"null{pointer}", f"不可为空白 / never null: {pointer}", [pointer], None
            )
        yield self.refused("null-rows", "整行为空白 / rows that are null", self.rows(), None)

    def foreign(self) -> Iterator[Vector]:
        yield self.vector(
            "extensions-anything",
            "扩展数据不限 / foreign data are free",
            [replace("/extensions", {"甲": [1.5, -1, None, {"__proto__": {}, "constructor": 1}]})],
        )
        yield self.vector(
            "extensions-empty", "无扩展数据 / no foreign data", [replace("/extensions", {})]
        )
        yield self.refused("extensions-array", "应为对象 / not an object", ["/extensions"], [])

    def identities(self) -> Iterator[Vector]:
        """Yield for each identity the vector that breaks it and no other.

        A figure of it is raised; every other identity that holds the figure gets a blank on its
        other side, which makes up for that.
        """
        all_identities = witness.IDENTITIES[self.edition]
        for rule, left, right in all_identities:
            raised = left[0]
            change = [replace(_pointer(raised), at(self.base, _pointer(raised)) + 1)]
            own = {*left, *right}
            for _, *sides in all_identities:
                for side, opposite in (sides, sides[::-1]):
                    if raised in side and own != {*side, *opposite}:
                        blank = next(path for path in opposite if path not in own)
                        change.append(replace(_pointer(blank), None))
            blanks = [each["path"] for each in change if each["value"] is None]
            yield self.vector(
                f"identity/{rule}:{raised}",
                f"仅此一处不符 / this identity alone is broken: {rule}, {raised}",
                change,
                filing=blanks,
            )

    def blanks(self) -> Iterator[Vector]:
        for rule in dict.fromkeys(rule for rule, _, _ in witness.IDENTITIES[self.edition]):
            left, right = next(i[1:] for i in witness.IDENTITIES[self.edition] if i[0] == rule)
            total, part = _pointer(left[0]), _pointer(right[-1])
            cases: tuple[tuple[str, str, dict[str, object]], ...] = (
                ("left", "左边空白，右边不小 / left blank", {total: None}),
                ("right", "右边空白，可以补足 / right blank", {part: None, total: 10_000}),
                (
                    "right-short",
                    "右边空白，已超过左边 / right blank, too much",
                    {part: None, total: 0},
                ),
                ("both", "两边空白 / blanks on both sides", {part: None, total: None}),
            )
            for name, tests, values in cases:
                change = [replace(pointer, value) for pointer, value in values.items()]
                yield self.vector(
                    f"blank/{rule}/{name}",
                    f"{tests}: {rule}",
                    change,
                    filing=[pointer for pointer, value in values.items() if value is None],
                )


def suite(edition: str) -> Document:
    """Return the vectors of an edition with the document that they change."""
    maker = _Maker(edition)
    return {"edition": edition, "document": maker.base, "vectors": list(maker.all())}


def texts() -> dict[str, str]:
    """Return the text of each file of vectors: one line a vector."""
    files = {}
    for edition in EDITIONS:
        content = suite(edition)
        vectors = ",\n    ".join(json.dumps(v, ensure_ascii=False) for v in content["vectors"])
        document = json.dumps(content["document"], ensure_ascii=False)
        files[f"{edition}.json"] = (
            f'{{\n  "edition": "{edition}",\n  "document": {document},\n'
            f'  "vectors": [\n    {vectors}\n  ]\n}}\n'
        )
    return files


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
