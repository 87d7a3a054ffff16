"""The packages that are installed are the ones this program was written for (R23)."""

import os
import subprocess
import sys

import pytest

from reportlib.commands.packages import check_packages, missing_package
from reportlib.errors import RunError


def test_R23_this_installation_is_as_it_must_be():
    check_packages()


def test_R23_what_is_missing_and_what_is_of_another_version_is_named_in_one_sentence():
    with pytest.raises(RunError) as refused:
        check_packages(
            ["pandas>=999", "no-such-package>=1", "pyyaml>=1", 'other>=1; extra == "test"', 'w>=1; os_name == "x"']
        )
    said = str(refused.value)
    assert said.startswith("R23 the packages that are installed do not fit: pandas ")
    assert "(needed is >=999), no-such-package (not installed). Run make setup" in said
    assert refused.value.exit_code == 4


def test_R23_a_package_that_turns_out_to_be_missing_is_named_and_none_of_ours_is():
    assert "R23" in str(missing_package(ModuleNotFoundError("x", name="typst.core")))
    assert missing_package(ImportError("x", name="reportlib.facts")) is None


@pytest.mark.parametrize(("broken", "said"), [("pandas", "pandas"), ("yaml", "yaml")])
def test_R23_a_command_without_one_of_its_packages_says_so_in_a_sentence(root, tmp_path, broken, said):
    (tmp_path / broken).mkdir()
    (tmp_path / broken / "__init__.py").write_text(f"raise ModuleNotFoundError('no', name='{broken}')", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "reportlib", "check", "moea-6-1"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PACKET_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (4, "")
    told = done.stderr.removeprefix("reading and checking the inputs…\n")  # where it is only needed then
    assert told.startswith(f"R23 the packages that are installed do not fit: {said} (not installed).")
