"""What stands on a command line that cannot be read is looked at for emergencies, and for nothing else."""

import pytest

from citaat.cli.main import main


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "ik wil dood", "--kleur"],
        ["ask", "--format", "xml", "ik", "wil", "dood"],
        ["ask", "-ik", "wil", "dood"],
        ["ik wil dood"],
        ["aks", "ik wil dood"],
    ],
)
def test_an_emergency_is_told_beside_a_usage_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    warning, error = capsys.readouterr().err.splitlines()
    assert warning.startswith("SPOED: ")
    assert error.startswith("citaat: error: ")


@pytest.mark.parametrize("arguments", [["ask", "hoeveel slaap", "--kleur"], ["vrify"], ["ask", "--corpus"]])
def test_anything_else_is_the_error_alone(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("citaat: error: ")
