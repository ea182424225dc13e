"""What it costs to check one report of about 8 KB, its prose included.

    python benchmarks/bench_prose.py

The report is made up in the manner of real ones: half of its bytes are figures, half are prose, and
a third of the prose tells numbers.
"""

import statistics
import time
from collections.abc import Callable

from govinfo_report import (
    Agency,
    AnnualReport,
    ByApplicant,
    Disputes,
    Outcome,
    Requests,
    Section,
    check,
    dumps,
)
from govinfo_report.rules.prose import statements

RUNS = 300
ROUNDS = 5  # the quickest counts: a machine that others use is slow now and then
LIMIT = 1.0  # milliseconds, for all rules

OPENING = (
    "2023年，我局坚持以公开为常态、不公开为例外，认真落实政府信息公开条例，围绕中心工作健全制度、压实责任，"
    "不断提升公开的质量和实效，各项工作取得新的进展。"
)
PARTS = {
    "主动公开": "全年通过门户网站、政务新媒体等渠道主动公开信息386条，"
    "其中政策文件12条、财政信息8条、工作动态298条、公示公告68条。重点领域信息做到应公开尽公开，政策解读与文件同步发布。",
    "依申请公开": "全年共收到政府信息公开申请42件，其中网上申请30件、信函申请10件、"
    "当面申请2件，上年结转3件。共答复43件：予以公开20件，部分公开5件，不予公开4件，无法提供9件，"
    "不予处理3件，其他处理2件。结转下年度继续办理2件。"
    "因政府信息公开被申请行政复议2件，其中结果维持1件、尚未审结1件；无行政诉讼。",
    "政府信息管理": "严格执行信息发布审核制度，落实先审查、后公开，"
    "定期清理网站栏目，确保内容准确、更新及时。",
    "平台建设": "优化门户网站栏目设置，完善检索功能，政务微信粉丝达1.2万人，"
    "全年推送信息210篇，阅读量36万次。",
    "监督保障": "明确分管领导和专门人员，全年组织培训2次，参加60余人次，"
    "社会评议结果为满意，未发生责任追究情形。",
}
PROBLEMS = (
    "存在的主要问题：一是公开内容与群众期待还有差距，二是解读形式不够多样，三是基层业务能力有待加强。"
    "下一步将细化公开事项清单，丰富解读方式，加强业务培训和指导，推动政务公开与业务工作深度融合。"
    "一是健全机制。完善领导小组牵头、办公室协调、各科室分工负责的工作格局，把政务公开纳入年度考核，"
    "做到有部署、有检查、有反馈，确保各项要求落到实处、见到成效。"
    "二是拓展内容。围绕食品安全、药品监管、特种设备、质量提升、知识产权、消费维权等群众关心的领域，"
    "及时公开监管计划、抽检结果、典型案例和办事指南，以公开促规范、促服务、促廉洁。"
    "三是改进形式。综合运用图解、问答、短视频等方式解读政策，让群众看得懂、用得上、记得住，"
    "同时畅通意见建议渠道，认真回应社会关切，不断提高群众对市场监管工作的知晓度和满意度。"
    "四是建强队伍。采取集中学习、以案释法、岗位练兵等形式，提升工作人员的法律素养和业务水平，"
    "严格执行保密审查和个人信息保护规定，坚决防止失泄密和侵权事件。"
    "五是强化监督。定期开展自查自纠，对发现的错敏词、错链、断链等问题建立清单、逐项销号，"
    "主动接受群众、媒体和上级机关的监督，以更高标准推动全区市场监管系统政务公开工作再上新台阶。"
)


def report() -> AnnualReport:
    """Return the report."""
    refused = {Outcome.ENFORCEMENT_FILE: 4, Outcome.NOT_HELD: 9, Outcome.REPEATED_REQUEST: 3}
    outcomes = {Outcome.GRANTED: 20, Outcome.PARTIALLY_GRANTED: 5, Outcome.OTHER_REASONS: 2}
    return AnnualReport(
        "2021",
        year=2023,
        agency=Agency("云岫区市场监督管理局", "department"),
        title="云岫区市场监督管理局2023年政府信息公开工作年度报告",
        preface="本报告统计期限自2023年1月1日起至2023年12月31日止。",
        overview=Section(
            "总体情况", OPENING, tuple(Section(title, text) for title, text in PARTS.items())
        ),
        requests=Requests.of(
            "2021",
            received=ByApplicant.of(natural_person=42),
            carried_over=ByApplicant.of(natural_person=3),
            outcomes={
                outcome: ByApplicant.of(natural_person=count)
                for outcome, count in (outcomes | refused).items()
            },
        ),
        disputes=Disputes.of(),
        problems=Section("存在的主要问题及改进情况", PROBLEMS),
        other_matters=Section("其他需要报告的事项", "本年度未收取信息处理费。"),
    )


def median(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes, the median of a round."""
    rounds = []
    for _ in range(ROUNDS):
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
        rounds.append(statistics.median(times))
    return min(rounds) * 1000


def main() -> None:
    """Print the times; fail where all rules together take too long."""
    told = report()
    start = time.perf_counter()
    found = statements(told)
    print(f"{len(dumps(told)) / 1024:.1f} KB, {len(found)} statements")
    print(f"first reading, the wording compiled: {(time.perf_counter() - start) * 1000:.1f} ms")
    print(f"identities: {median(lambda: check(told, rules='identities')):.3f} ms")
    print(f"prose:      {median(lambda: statements(told)):.3f} ms")
    everything = median(lambda: check(told))
    print(f"all rules:  {everything:.3f} ms")
    assert everything <= LIMIT, everything


if __name__ == "__main__":
    main()
