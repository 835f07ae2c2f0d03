"""The figures of the first five reports, worked out by hand from the real data and pinned.

A change here is either a corrected source (say so in the commit) or a fault.
"""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from analysis.findings import Findings, make_findings
from analysis.metrics.groups import Coverage
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.status import Status
from analysis.params import ReportParams
from analysis.paths import Project, find_project
from analysis.report_data import ReportData, load_report_data

# Raw rows and where they ended. Four figures of Hà Nội 2021 and one of Đức Trọng 2016 are printed
# by two sources; "năm thứ 3 liên tiếp" is an ordinal; the communes of Đơn Dương are no unit.
ACCOUNTING = {"kept": 607, "duplicate": 5, "quarantined": 2}
RAW_ROWS = 614
SET_ASIDE = {("hd-2019", "ordinal"), ("ld-donduong-2016", "unknown_unit")}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the raw data, so that no test writes into the checkout."""
    real = find_project(Path(__file__).parent)
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(real.root / "data" / "raw", root / "data" / "raw")
    return Project(root)


def report(project: Project, scope: str, year: int) -> tuple[ReportData, Findings]:
    data = load_report_data(project, ReportParams(scope=scope, year=year))
    return data, make_findings(data)


@pytest.fixture(scope="module")
def ha_noi(project: Project) -> Findings:
    return report(project, "ha-noi", 2017)[1]


@pytest.fixture(scope="module")
def long_an(project: Project) -> Findings:
    return report(project, "long-an", 2023)[1]


@pytest.fixture(scope="module")
def vung_tau(project: Project) -> tuple[ReportData, Findings]:
    return report(project, "vung-tau", 2024)


@pytest.fixture(scope="module")
def office(project: Project) -> Findings:
    return report(project, "van-phong-ubnd-tinh", 2014)[1]


@pytest.fixture(scope="module")
def dong_thap(project: Project) -> tuple[ReportData, Findings]:
    return report(project, "dong-thap", 2021)


def two_decimals(rate: Fraction) -> str:
    """Round half up; the rates here are positive."""
    hundredths = (200 * rate.numerator + rate.denominator) // (2 * rate.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def only(frame: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        frame = frame[frame[column].eq(value)]
    assert len(frame) == 1
    return frame.iloc[0]


def test_every_raw_row_ends_in_exactly_one_place(project: Project) -> None:
    data, _ = report(project, "ha-noi", 2017)
    ends = data.dispositions["disposition"].value_counts().to_dict()
    assert ends == ACCOUNTING
    assert len(data.dispositions) == sum(ACCOUNTING.values()) == RAW_ROWS
    is_published = data.observations["source_id"].map(data.sources["kind"]).ne("return")
    assert is_published.sum() == ACCOUNTING["kept"]


def test_the_rows_set_aside_are_known(project: Project) -> None:
    rows = report(project, "ha-noi", 2017)[0].dispositions
    aside = rows[rows["disposition"].eq("quarantined")]
    assert set(zip(aside["source_id"], aside["reason"], strict=True)) == SET_ASIDE
    assert aside["message"].ne("").all()


def test_ha_noi_admitted_11388_of_12064_in_ten_months(ha_noi: Findings) -> None:
    own = only(ha_noi.achievement_by_unit, unit_id="ha-noi")
    assert (own["admitted"], own["target"], own["missing"]) == (11388, 12064, 676)
    assert (own["target_kind"], own["rate_kind"]) == (TargetKind.PUBLISHED, RateKind.COMPUTED)
    assert own["rate_pct"] == Fraction(1138800, 12064)
    assert two_decimals(own["rate_pct"]) == "94.40"
    assert own["status"] == Status.ON_THE_WAY
    assert own["period_end"] == pd.Timestamp("2017-10-31")


def test_ha_noi_printed_94_percent_is_consistent(ha_noi: Findings) -> None:
    assert only(ha_noi.checks, unit_id="ha-noi", printed="94%")["verdict"] == "consistent"


def test_ha_noi_has_18_units_with_a_figure_all_published_percentages(ha_noi: Findings) -> None:
    spoken = ha_noi.units[ha_noi.units["status"].ne(Status.NO_FIGURE)]
    assert len(spoken) == 18
    assert set(spoken["rate_kind"]) == {RateKind.PUBLISHED}
    assert spoken["missing"].isna().all()


def test_ha_noi_has_exactly_five_units_below_50_percent_the_lowest_first(ha_noi: Findings) -> None:
    lagging = ha_noi.lagging
    assert list(zip(lagging["unit_id"], lagging["rate_pct"], strict=True)) == [
        ("cong-trinh-giao-thong-8", 14),
        ("cong-trinh-giao-thong-1", 19),
        ("song-hong", 19),
        ("xay-dung-ha-noi", 21),
        ("buu-dien-ha-noi", 38),
    ]


def test_ha_noi_states_59_units_and_26_low_ones(ha_noi: Findings) -> None:
    counted = ha_noi.coverage
    assert isinstance(counted, Coverage)
    assert (counted.stated, counted.stated_low) == (59, 26)
    assert (counted.with_figure, counted.without_figure) == (18, 41)


def test_ha_noi_admitted_64998_in_the_term_2010_2015(ha_noi: Findings) -> None:
    term = next(entry for entry in ha_noi.averages if entry.term == "2010-2015")
    assert (term.admitted, term.years, term.target_per_year) == (64998, 5, 11000)
    assert term.average == Fraction("12999.6")
    nearly = only(ha_noi.checks, printed="gần 13.000")
    assert (nearly["computed"], nearly["verdict"]) == (Fraction("12999.6"), "consistent")


@pytest.mark.parametrize(
    ("year", "admitted", "change", "percent"),
    [(2021, 1514, None, None), (2022, 1533, 19, "1.25"), (2023, 1667, 134, "8.74")],
)
def test_long_an_year_over_year(
    long_an: Findings, year: int, admitted: int, change: int | None, percent: str | None
) -> None:
    row = only(long_an.changes, unit_id="long-an", year=year)
    assert row["admitted"] == admitted
    if change is None:
        assert pd.isna(row["change"])
        assert row["change_pct"] is None
    else:
        assert row["change"] == change
        assert two_decimals(row["change_pct"]) == percent


@pytest.mark.parametrize(
    ("printed", "arithmetic"),
    [
        ("112,15%", "1.514 : 1.350 × 100 = 112,148"),
        ("111,9%", "1.533 : 1.370 × 100 = 111,898"),
        ("107,55%", "1.667 : 1.550 × 100 = 107,548"),
    ],
)
def test_long_an_percentages_give_away_the_targets(
    long_an: Findings, printed: str, arithmetic: str
) -> None:
    row = only(long_an.checks, printed=printed)
    assert (row["verdict"], row["arithmetic"]) == ("derives", arithmetic)


def test_long_an_2023_is_held_against_the_derived_target(long_an: Findings) -> None:
    own = only(long_an.achievement_by_unit, unit_id="long-an")
    assert (own["admitted"], own["target"], own["target_kind"]) == (1667, 1550, TargetKind.DERIVED)
    assert (own["missing"], own["status"]) == (0, Status.MET)


def test_long_an_term_so_far(long_an: Findings) -> None:
    term = only(long_an.achievement_by_term)
    assert (term["admitted"], term["target"], term["missing"]) == (5866, 6300, 434)
    assert two_decimals(term["rate_pct"]) == "93.11"
    assert only(long_an.checks, printed="93,11%")["verdict"] == "consistent"


def test_long_an_projection(long_an: Findings) -> None:
    (plan,) = long_an.projections
    assert (plan.admitted_so_far, plan.planned, plan.projected) == (5866, 1660, 7526)
    assert plan.admitted_so_far + plan.planned == plan.projected
    assert two_decimals(plan.rate_pct) == "119.46"
    assert only(long_an.checks, printed="119,5%")["verdict"] == "consistent"
    total = only(long_an.checks, printed="ít nhất 7.526")
    assert (total["rule"], total["verdict"]) == ("sum", "consistent")


def test_long_an_mean_of_two_years_is_not_the_printed_one(long_an: Findings) -> None:
    mean = only(long_an.checks, printed="96,75%")
    assert (mean["computed"], mean["verdict"]) == (Fraction("96.675"), "inconsistent")


def test_vung_tau_admitted_142_of_270_in_six_months(vung_tau) -> None:
    own = only(vung_tau[1].achievement_by_unit)
    assert (own["admitted"], own["target"], own["missing"]) == (142, 270, 128)
    assert two_decimals(own["rate_pct"]) == "52.59"
    assert own["status"] == Status.ON_THE_WAY
    assert vung_tau[1].lagging.empty


def test_vung_tau_printed_percentage_is_inconsistent_and_its_sum_consistent(vung_tau) -> None:
    checks = vung_tau[1].checks
    assert only(checks, printed="52,53%")["verdict"] == "inconsistent"
    total = only(checks, printed="66")
    assert (total["arithmetic"], total["verdict"]) == ("23 + 43 = 66", "consistent")


def test_vung_tau_members_total(vung_tau) -> None:
    row = only(vung_tau[0].in_scope, measure="members_total", report_year=2024)
    assert (row["value"], row["value_printed"]) == (13835, "13.835")


def test_vung_tau_has_no_two_years_to_compare(vung_tau) -> None:
    changes = vung_tau[1].changes
    assert len(changes) > 1
    assert changes["change"].isna().all()
    assert changes["change_pct"].isna().all()


def test_office_admitted_10_against_at_least_6_in_the_term(office: Findings) -> None:
    term = only(office.achievement_by_term)
    assert (term["admitted"], term["target"], term["missing"]) == (10, 6, 0)
    assert (term["target_kind"], term["status"]) == (TargetKind.MINIMUM, Status.MET)
    assert two_decimals(term["rate_pct"]) == "166.67"
    assert only(office.achievement_by_unit)["status"] == Status.NO_FIGURE


def test_office_members_add_up(office: Findings) -> None:
    total = only(office.checks, printed="43")
    assert (total["arithmetic"], total["verdict"]) == ("36 + 7 = 43", "consistent")


def test_dong_thap_has_no_admission_figure_in_2021(dong_thap) -> None:
    data, findings = dong_thap
    assert set(findings.achievement_by_unit["status"]) == {Status.NO_FIGURE}
    assert findings.achievement_by_term.empty
    assert findings.averages == []
    own = data.observations[data.observations["unit_id"].eq("dong-thap")]
    assert "admitted" not in set(own.loc[own["report_year"].eq(2021), "measure"])


def test_dong_thap_has_two_other_targets_in_2021(dong_thap) -> None:
    own = dong_thap[0].in_scope
    own = own[own["report_year"].eq(2021)]
    assert dict(zip(own["measure"], own["value_printed"], strict=True)) == {
        "target_committee_training_pct": "100%",
        "target_secretary_also_hamlet_head_under40_pct": "50%",
    }


def test_duc_trong_2016_printed_125_percent_is_recomputed_from_250_of_200(
    project: Project,
) -> None:
    findings = report(project, "duc-trong", 2016)[1]
    assert only(findings.checks, printed="125%")["verdict"] == "consistent"
