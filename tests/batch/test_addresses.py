"""What of an address may be shown, and what the file at it is called."""

from pathlib import PureWindowsPath

import fsspec
import pytest

from reportlib.batch.addresses import fetched, file_name, public, shown, without_keys
from reportlib.batch.store import OutputStore
from reportlib.batch.template import place_of_input
from reportlib.errors import ConfigError, InputError

SECRET = "SECRET"


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("s3://KEY:SECRET@bucket/x", "s3://bucket/x"),
        ("s3://KEY:SEC/RET@bucket/x", "s3://bucket/x"),
        ("https://host/list.csv?sig=SECRET", "https://host/list.csv"),
        ("https://me:SECRET@host/a/list.csv?sig=SECRET#SECRET", "https://host/a/list.csv"),
        ("s3://bucket/list#1.csv", "s3://bucket/list#1.csv"),
        ("/data/me@work/清單?.csv", "/data/me@work/清單?.csv"),
    ],
)
def test_an_address_is_shown_without_who_opens_it_and_by_what_key(address, there):
    assert public(address) == there


def test_a_key_stands_neither_in_a_name_nor_in_what_a_library_says(monkeypatch):
    assert place_of_input("catalogue", "https://host/a/list.csv?sig=SECRET") == "data/catalogue/list.csv"
    assert place_of_input("catalogue", "https://host/?sig=SECRET") == "data/catalogue/catalogue"
    assert shown("s3://KEY:SECRET@bucket") == "bucket"
    assert without_keys("403, url='https://me:SECRET@host/list.csv?sig=SECRET'").startswith(
        "403, url='https://host/list.csv"
    )
    assert SECRET not in without_keys("403, url='https://me:SECRET@host/list.csv?sig=SECRET'")

    def refused(address, *_):
        raise RuntimeError(f"403 for {address}")

    monkeypatch.setattr(fsspec, "open", refused)
    monkeypatch.setattr(fsspec, "url_to_fs", lambda address: refused(address.replace("memory", "s3")))
    with pytest.raises(InputError) as error:
        fetched("https://host/list.csv?sig=SECRET")
    assert str(error.value).startswith("F20 list.csv:") and "https://host/list.csv" in str(error.value)
    assert SECRET not in str(error.value)
    with pytest.raises(ConfigError) as unopened:
        OutputStore("s3://KEY:SECRET@bucket/x").read("a")
    assert unopened.value.problems[0].code == "C08" and SECRET not in str(unopened.value)


def test_the_name_of_a_file_is_the_last_part_of_a_path_of_its_system():
    assert file_name(PureWindowsPath(r"C:\Users\me\list.csv")) == "list.csv"
    assert file_name("data/national/list.csv") == file_name("memory://national/list.csv") == "list.csv"
