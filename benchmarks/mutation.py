"""How many deliberate faults in the measures and the parsers the tests notice.

Run with ``python3 run.py python benchmarks/mutation.py``. mutmut (its settings stand in
``pyproject.toml``) makes one fault at a time: another operator, number, text or argument; it then
runs the tests that come by that place. A fault that no test notices has survived. The run fails
below 95 % noticed, and if a fault survives where it is decided who lies below the threshold.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEAST_PCT = 95
EDGE = (
    "metrics.exact.exact",
    "metrics.exact.percent_of",
    "metrics.exact.is_below",
    "metrics.status.status_of",
    "metrics.status.rate_bounds",
    "metrics.status._is_open",
    "metrics.status._qualifier",
    "metrics.groups.below_threshold",
    "text.display.format_percent_against",
)
"""The functions that decide, and show, on which side of the threshold a rate lies."""

# mutmut keeps the exit code of the tests: some failed, pytest broke, or they never came to an end.
_FAILED, _ENDLESS, _NO_TESTS = (1, 3), (-24, 24, 36, 152, 255), (5, 33)


@dataclass(frozen=True)
class Fault:
    """One deliberate fault.

    Attributes:
        name: As mutmut calls it, ``analysis.metrics.exact.x_is_below__mutmut_1``.
        code: How its tests ended; None if they have not run.
    """

    name: str
    code: int | None

    @property
    def place(self) -> str:
        """The function, ``metrics.exact.is_below`` or ``text.period_model.Period.key``."""
        module, _, mangled = self.name.partition("__mutmut_")[0].rpartition(".")
        function = mangled[2:].replace("ǁ", ".")
        return f"{module.removeprefix('analysis.')}.{function}"

    @property
    def module(self) -> str:
        """The module, ``metrics.exact``."""
        return ".".join(self.place.split(".")[:2])

    @property
    def is_noticed(self) -> bool:
        """Whether a test failed, or did not come to an end."""
        return self.code in (*_FAILED, *_ENDLESS)

    @property
    def outcome(self) -> str:
        """What became of it, in words."""
        if self.is_noticed:
            return "noticed"
        if self.code is None:
            return "not tried"
        return "not reached by any test" if self.code in _NO_TESTS else "survived"


def read_faults(mutants: Path) -> list[Fault]:
    """Read what mutmut wrote down in its folder, in the order of modules."""
    files = sorted((mutants / "src").rglob("*.meta"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    codes = [json.loads(text)["exit_code_by_key"] for text in texts]
    return [Fault(name, code) for by_name in codes for name, code in by_name.items()]


def score_pct(faults: Sequence[Fault]) -> Fraction:
    """Return how many percent of the faults were noticed (all of none)."""
    noticed = sum(fault.is_noticed for fault in faults)
    return Fraction(100 * noticed, len(faults)) if faults else Fraction(100)


def shortcomings(faults: Sequence[Fault]) -> list[str]:
    """Say what keeps a run from being good enough; nothing if it is."""
    found = [] if faults else ["no fault was tried"]
    if score_pct(faults) < LEAST_PCT:
        found.append(f"less than {LEAST_PCT} % of the faults were noticed")
    edge = [f.name for f in faults if f.place in EDGE and not f.is_noticed]
    return found + [f"not noticed on the edge of the threshold: {name}" for name in edge]


def describe(faults: Sequence[Fault]) -> list[str]:
    """Write the score of each module and of all, and name the faults that nobody noticed."""
    lines = []
    for module, group in groupby(sorted(faults, key=lambda f: f.module), key=lambda f: f.module):
        lines.append(_score_line(module, list(group)))
    lines.append(_score_line("all", faults))
    return lines + [f"{f.outcome}: {f.name}" for f in faults if not f.is_noticed]


def _score_line(name: str, faults: Sequence[Fault]) -> str:
    noticed = sum(fault.is_noticed for fault in faults)
    # Cut off, so that what is below the limit never reads as the limit.
    tenths = int(score_pct(faults) * 10)
    return f"{name:<26} {noticed:>5} of {len(faults):>5}  {tenths // 10}.{tenths % 10} %"


def _is_wanted(fault: Fault, modules: Sequence[str]) -> bool:
    return not modules or fault.module in modules or fault.module.split(".")[0] in modules


def _try_faults(wanted: Sequence[str], processes: int) -> None:
    """Let mutmut try the faults of these names or patterns; what it knew of the tests is old."""
    (ROOT / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    shutil.rmtree(ROOT / "mutants" / "tests", ignore_errors=True)
    mutmut = Path(sys.executable).with_name("mutmut")
    command = [str(mutmut), "run", "--max-children", str(processes), *wanted]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("mutmut stopped: all tests have to pass before faults are made")


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the faults, write the score, and return 1 if it is not good enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", help="metrics, text.numbers; all if none is named")
    parser.add_argument("--survivors", action="store_true", help="only what survived last time")
    parser.add_argument("--score", action="store_true", help="try nothing, only count")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(arguments)
    mutants = ROOT / "mutants"

    def known() -> list[Fault]:
        return [fault for fault in read_faults(mutants) if _is_wanted(fault, given.modules)]

    if given.survivors:
        names = [fault.name for fault in known() if not fault.is_noticed]
        if names:
            _try_faults(names, given.processes)
    elif not given.score:
        if not given.modules:
            shutil.rmtree(mutants, ignore_errors=True)
        _try_faults([f"analysis.{name}.*" for name in given.modules], given.processes)
    faults = known()
    problems = shortcomings(faults)
    print(*describe(faults), *problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
