"""JUnit XML: a test case for each question and for each demand of the gate."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.reports.common import reasons, revealed
from citaat.evaluation.suite import Report
from citaat.terminal import printable


def xml(report: Report) -> str:
    """A known failure is a skipped case: it is on record, and breaks no build; the gate's breaches do."""
    suites = [_suite("gate", list(_gate(report)))]
    for name, run in report.runs.items():
        cases = [_case(name, one, report) for one in sorted(run.graded, key=lambda one: one.question.id)]
        suites.append(_suite(name, cases))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="citaat eval">\n'
        + "".join(suites)
        + "</testsuites>\n"
    )


def _suite(name: str, cases: list[str]) -> str:
    failed = sum("<failure" in case for case in cases)
    skipped = sum("<skipped" in case for case in cases)
    head = f'<testsuite name={_attribute(name)} tests="{len(cases)}" failures="{failed}" skipped="{skipped}">'
    return f"{head}\n{''.join(cases)}</testsuite>\n"


def _gate(report: Report) -> Iterator[str]:
    for one in report.breaches:
        yield _element("gate", f"{one.kind}: {one.where}", f"<failure message={_attribute(one.message)}/>")
    for test in report.planted:
        if test.breaches:
            yield _element("self-test", f"{test.name} is refused", "")


def _case(name: str, graded: Graded, report: Report) -> str:
    inner = ""
    if graded.failures:
        readable = graded.question.split in revealed(report)
        told = "; ".join(reasons(graded)) if readable else ", ".join(graded.failures)
        known = _on_record(name, graded, report)
        inner = f"<{'skipped' if known else 'failure'} message={_attribute(told)}/>"
    return _element(f"{name}.{graded.question.split}", graded.question.id, inner)


def _on_record(name: str, graded: Graded, report: Report) -> bool:
    return not any(
        one.kind in ("new failure", "invariant", "critical")
        and graded.question.id in one.ids
        and one.where in (name, f"{name}.{graded.question.split}")
        for one in report.breaches
    ) and (report.criteria.known is not None)


def _element(group: str, name: str, inner: str) -> str:
    return f"<testcase classname={_attribute(group)} name={_attribute(name)}>{inner}</testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(printable(text))
