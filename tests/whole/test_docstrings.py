"""The examples of the public names, as `name?` shows them in a notebook: each is there, and says what it gives."""

import inspect

import pytest

import reportlib
from tests.support.examples import WITH_RECORDS, examples_of, functions_of, names_for, said_otherwise

MEASURES = [name for name in reportlib.__all__ if inspect.ismodule(getattr(reportlib, name))]
NAMES = [name for name in reportlib.__all__ if name not in MEASURES]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_has_an_example_that_is_right(root, monkeypatch, name):
    monkeypatch.chdir(root)
    tests = examples_of(name, getattr(reportlib, name), names_for(root, name))
    assert tests, f"{name} has no example"
    assert "".join(map(said_otherwise, tests)) == ""


@pytest.mark.parametrize("home", MEASURES)
def test_the_examples_of_measures_are_right_and_every_measure_of_a_section_has_one(root, home):
    names, lacking = None, []
    for name, one in functions_of(home):
        has_example = ">>>" in (one.__doc__ or "")
        if not has_example:
            if hasattr(one, "__wrapped__"):
                lacking.append(name)
            continue
        names = names or names_for(root, home)
        assert "".join(map(said_otherwise, examples_of(name, one, names))) == "", name
    assert lacking == []
    assert home not in WITH_RECORDS or names


def test_an_example_that_is_not_right_is_told():
    def one():
        """Two.

        >>> 1 + 1
        3
        """

    (test,) = examples_of("one", one, {})
    assert "Expected:\n    3\nGot:\n    2" in said_otherwise(test)
