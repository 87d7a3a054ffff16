"""Documents of APIs with planted faults, and hostile ones: each gives the sentences that are expected, where they are expected, and no others."""

import json
import socket
import threading
from pathlib import Path

import pytest

from reportlib import language
from reportlib.oas.judging import DocumentJudge, documents_in
from reportlib.oas.said import json_path

GOOD = {
    "openapi": "3.0.3",
    "info": {"title": "雨量", "version": "1"},
    "servers": [{"url": "https://data.example.gov.tw"}],
    "paths": {"/rain": {"get": {"operationId": "rain", "responses": {"200": {"description": "好"}}}}},
}
GOOD_2 = {
    "swagger": "2.0",
    "host": "data.example.gov.tw",
    "info": {"title": "雨量", "version": "1"},
    "paths": {"/rain": {"get": {"responses": {"200": {"description": "好"}}}}},
}
GOOD_31 = GOOD | {"openapi": "3.1.0"}
GET = '$.paths["/rain"].get'


@pytest.fixture(scope="module")
def judge():
    with DocumentJudge() as one:
        yield one


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "zh")


def found(judge, document):
    """The state of a document, and of each fault its code and place."""
    data = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    judged = judge.of_bytes("a.json", data)
    return judged.state, [(fault.problem.code, fault.path) for fault in judged.faults]


def changed(document, *steps, to):
    """A copy of a document with one value changed; None takes the key away."""
    whole = json.loads(json.dumps(document))
    here = whole
    for step in steps[:-1]:
        here = here[step]
    if to is None:
        del here[steps[-1]]
    else:
        here[steps[-1]] = to
    return whole


def parameters(*given, path="/rain", swagger=False):
    operation = {"parameters": list(given), "responses": {"200": {"description": "好"}}}
    return (GOOD_2 if swagger else GOOD) | {"paths": {path: {"get": operation}}}


def schemas(**given):
    return GOOD | {"components": {"schemas": given}}


@pytest.mark.parametrize("document", [GOOD, GOOD_2, GOOD_31])
def test_a_right_document_of_each_family_is_valid(judge, document):
    assert found(judge, document) == ("valid", [])


PLANTED = {
    "no info.version": (changed(GOOD, "info", "version", to=None), [("S08", "$.info")]),
    "a parameter of the path that nobody describes": (
        parameters(path="/{county}"),
        [("S09", '$.paths["/{county}"].get')],
    ),
    "a reference to a schema that is not there": (
        schemas(A={"properties": {"b": {"$ref": "#/components/schemas/B"}}}),
        [("S07", "$.components.schemas.A.properties.b.$ref")],
    ),
    "one operationId twice": (
        GOOD | {"paths": {"/rain": GOOD["paths"]["/rain"], "/wind": GOOD["paths"]["/rain"]}},
        [("S09", '$.paths["/wind"].get.operationId')],
    ),
    "no answer at all": (changed(GOOD, "paths", "/rain", "get", "responses", to={}), [("S08", f"{GET}.responses")]),
    "responses missing": (changed(GOOD, "paths", "/rain", "get", "responses", to=None), [("S08", GET)]),
    "a path parameter that is optional": (
        parameters({"name": "county", "in": "path", "required": False, "schema": {"type": "string"}}, path="/{county}"),
        [("S08", '$.paths["/{county}"].get.parameters[0].required')],
    ),
    "a default of the wrong type": (
        parameters({"name": "top", "in": "query", "schema": {"type": "integer", "default": "1000"}}),
        [("S10", f"{GET}.parameters[0].schema.default")],
    ),
    "a default of the wrong type in 2.0": (
        parameters({"name": "top", "in": "query", "type": "integer", "default": "1000"}, swagger=True),
        [("S10", f"{GET}.parameters[0].default")],
    ),
    "a path without a slash": (GOOD | {"paths": {"rain": GOOD["paths"]["/rain"]}}, [("S08", "$.paths")]),
    "no path": (GOOD | {"paths": {}}, [("S11", "$.paths")]),
    "no server": (changed(GOOD, "servers", to=None), [("S11", "")]),
    "servers in a 2.0 document": (GOOD_2 | {"servers": []}, [("S08", "$")]),
    "components inside of paths": (
        changed(GOOD, "paths", "components", to={"schemas": {}}),
        [("S08", "$.paths")],
    ),
    "a version that is a number": (GOOD | {"openapi": 3.0}, [("S03", "$.openapi")]),
    "a version of long ago": ({"swagger": "1.2", "paths": {}}, [("S03", "$.swagger")]),
    "no version": ({"info": {}, "paths": {}}, [("S03", "")]),
    "a list of links": ({"redirect": "https://data.example.gov.tw/a"}, [("S02", "")]),
    "no tag": (GOOD | {"tags": [None]}, [("S08", "$.tags[0]")]),
    "schemas that only refer to each other": (
        schemas(A={"$ref": "#/components/schemas/B"}, B={"$ref": "#/components/schemas/A"}),
        [("S07", "$.components.schemas.A.$ref")],
    ),
    "one parameter twice": (
        parameters(*[{"name": "top", "in": "query", "schema": {}}] * 2),
        [("S08", f"{GET}.parameters"), ("S09", f"{GET}.parameters")],
    ),
    "braces that do not match": (GOOD | {"paths": {"/{a": GOOD["paths"]["/rain"]}}, [("S09", '$.paths["/{a"]')]),
    "a 2.0 head on a 3.0 body": (
        {"swagger": "2.0"} | {key: GOOD[key] for key in ("info", "servers", "paths")},
        [("S08", "$"), ("S11", "")],
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(judge, name):
    document, expected = PLANTED[name]
    assert found(judge, document) == ("invalid", expected)


def test_a_tree_whose_node_refers_to_itself_inside_items_is_no_circle(judge):
    node = {
        "type": "object",
        "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/N"}}},
    }
    assert found(judge, schemas(N=node)) == ("valid", [])


WRITTEN = {
    b'{"openapi": "3.0.3",\n "info": {},\n}': ("S01", "第 2 行的最後多了一個逗號（第 3 行的「}」之前）"),
    b'{"openapi": "3.0.3"': ("S01", "不是完整的 JSON"),
    b'{"openapi": "3.0.3"} x': ("S01", "已經結束"),
    b"{'openapi': 1}": ("S01", "第 1 行第 2 個字「'」"),
    b'{"a": NaN}': ("S01", "「NaN」不是 JSON 的數值"),
    b"a: [1\nb: 2": ("S01", "也不是 YAML"),
    b"openapi: 3.0.3\ninfo:\n\ttitle: x": ("S01", "第 3 行以 TAB 縮排"),
    "openapi: 雨量".encode("cp950"): ("S01", "不是 UTF-8"),
    b"%PDF-1.7 ...": ("S01", "不是文字檔"),
    b"<!DOCTYPE html><title>login</title>": ("S02", "是網頁"),
    b"\xef\xbb\xbf": ("S02", "沒有內容"),
    b"[" * 10_000: ("S04", "超過 100 層"),
    b"a: " + b"[" * 10_000: ("S04", "超過 100 層"),
    b'{"a": 1' + b"0" * 10_000 + b"}": ("S04", "超過 100 位"),
    b"a: !!python/object/apply:os.system [id]": ("S05", "YAML 標籤"),
    b"a: &a [*a]": ("S05", "還沒寫完"),
    b"openapi: 3.0.3\n---\nopenapi: 3.0.3": ("S05", "第 2 行起是第二份"),
    b"? [a]\n: 1": ("S05", "鍵不是文字"),
}


@pytest.mark.parametrize("data", WRITTEN)
def test_what_is_no_document_is_refused_in_one_sentence(judge, data):
    code, said = WRITTEN[data]
    (fault,) = judge.of_bytes("a", data).faults
    assert fault.problem.code == code and said in fault.problem.what


def test_a_bomb_of_aliases_is_refused_before_it_grows(judge):
    levels = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"] + [
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)
    ]
    assert found(judge, "\n".join(levels).encode()) == ("unjudged", [("S04", "")])


def test_keys_that_stand_twice_are_told_with_their_place(judge):
    text = json.dumps(GOOD, ensure_ascii=False).replace('"title":', '"title": "x", "title":')
    assert found(judge, text.encode()) == ("invalid", [("S05", "$.info")])


YAML = """
openapi: 3.0.3
info: {title: 雨量, version: "1"}
servers: [{url: "https://data.example.gov.tw"}]
paths:
  /rain:
    get:
      responses:
        %s: &fine {description: no}
  /wind:
    get:
      parameters:
        - {name: since, in: query, schema: {type: string, default: 2020-10-31}}
      responses:
        "200": *fine
"""


def test_status_codes_that_yaml_reads_as_numbers_are_a_fault_and_the_rest_is_validated(judge):
    assert found(judge, (YAML % "200").encode()) == ("invalid", [("S06", f"{GET}.responses")])


def test_yaml_is_read_as_the_oas_means_it_and_aliases_may_be_used(judge):
    assert found(judge, (YAML % '"200"').encode()) == ("valid", [])


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "https://a.example/x.json", "other.yaml#/A", "#", "/etc/passwd"]
)
def test_what_refers_out_of_the_document_is_never_followed_and_leaves_it_open(judge, target):
    judged = judge.of_bytes("a.json", json.dumps(schemas(A={"$ref": target})).encode())
    (fault,) = judged.faults
    assert (judged.state, fault.problem.code, fault.path) == ("unjudged", "S07", "$.components.schemas.A.$ref")
    assert "root:" not in str(fault.problem)


def test_nobody_is_connected_to_whatever_a_document_says(judge):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        here = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        for document in (
            GOOD_31 | {"jsonSchemaDialect": here},
            GOOD_31 | {"components": {"schemas": {"A": {"$schema": here, "$id": here, "$dynamicRef": f"{here}#a"}}}},
            GOOD | {"externalDocs": {"url": here}},
        ):
            judge.of_bytes("a.json", json.dumps(document).encode())
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_key_in_a_default_is_told_and_never_shown(judge):
    key = "9be7b239-557b-4c10-9775-78cadfc555e9"
    secret = {"name": "api_key", "in": "query", "schema": {"type": "string", "default": key}}
    judged = judge.of_bytes("a.json", json.dumps(parameters(secret)).encode())
    (fault,) = judged.faults
    assert (judged.state, fault.problem.code) == ("valid", "S12")
    assert fault.path == f"{GET}.parameters[0].schema.default"
    wrong = parameters(secret | {"schema": {"type": "integer", "default": f"CWA-{key.upper()}"}})
    said = [str(one.problem) for one in judge.of_bytes("a.json", json.dumps(wrong).encode()).faults]
    assert len(said) == 2 and not any(key.upper() in one for one in said)


@pytest.mark.parametrize("value", ["string", "YOUR_API_KEY", "請填入金鑰", "xxxxxxxxxxxx", "top"])
def test_what_says_itself_that_it_is_an_example_is_no_key(judge, value):
    example = {"name": "api_key", "in": "query", "schema": {"type": "string", "example": value}}
    assert found(judge, parameters(example)) == ("valid", [])


def test_personal_data_of_a_document_stands_in_no_sentence(judge):
    document = parameters({"name": "a", "in": "query", "schema": {"type": "integer", "default": "wang@example.gov.tw"}})
    (fault,) = judge.of_bytes("a.json", json.dumps(document).encode()).faults
    assert "wang@" not in str(fault.problem) and "〔電子郵件〕" in str(fault.problem)


def test_a_document_that_takes_too_long_is_not_judged_and_the_next_one_is():
    slow = parameters(
        {"name": "a", "in": "query", "schema": {"type": "string", "pattern": "(a+)+$", "default": "a" * 60 + "!"}}
    )
    with DocumentJudge() as judge:
        assert found(judge, GOOD) == (
            "valid",
            [],
        )  # it has started: on a busy machine that takes longer than the limit here
        started = threading.active_count()
        judge._child._seconds = 1
        assert found(judge, slow) == ("unjudged", [("S04", "")])
        judge._child._seconds = None
        assert found(judge, GOOD) == ("valid", [])
    assert threading.active_count() <= started


def test_a_long_path_is_cut_in_its_middle_and_keys_are_quoted():
    assert json_path(("paths", "/a/{b}", "get", "parameters", 0)) == '$.paths["/a/{b}"].get.parameters[0]'
    assert len(json_path(("x" * 500,))) < 200


def test_what_lies_in_a_folder_is_taken_by_its_name(tmp_path):
    for name in ("b.yaml", "a.JSON", "~$a.json", ".x.json", "readme.txt"):
        (tmp_path / name).write_text("{}", "utf-8")
    assert [path.name for path in documents_in(tmp_path)] == ["a.JSON", "b.yaml"]


SHARED = Path(__file__).resolve().parents[3] / "shared" / "rules" / "oas"
KNOWN = {
    "moea-gcis-swagger2.json": ("valid", []),
    "moea-wra-openapi31.json": ("valid", []),
    "mol-openapi302.json": ("valid", []),
    "schema-gov-tw-openapi30.yaml": ("valid", []),
    "pcc-components-inside-paths.json": ("invalid", ["S08"]),
    "tainan-trailing-comma.json": ("invalid", ["S01"]),
    "moa-string-defaults.json": ("invalid", ["S09", *["S10"] * 4]),
    "ndc-cross-platform-2017-integer-keys.yaml": ("invalid", [*["S06"] * 5, "S11"]),
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here (../shared/rules/oas)")
@pytest.mark.parametrize("name", KNOWN)
def test_eight_real_documents_have_their_known_results(judge, name):
    judged = judge.document(SHARED / name)
    assert (judged.state, [fault.problem.code for fault in judged.faults]) == KNOWN[name]
    if name == "tainan-trailing-comma.json":
        assert "第 843 行" in judged.faults[0].problem.what
