"""What openapi-spec-validator finds in a document, each finding with its place and as data: none of its sentences leaves the child.

Its own checks (operation ids, parameters of a path, defaults) come without a place: each of its validators is wrapped, so that the
innermost one that knows where it is says so. What it cannot do with a document is a finding too, and the rest is validated.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from jsonschema.exceptions import ValidationError
from jsonschema_path import SchemaPath
from openapi_spec_validator import OpenAPIV2SpecValidator, OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
    ParameterDuplicateError,
    UnresolvableParameterError,
)
from openapi_spec_validator.validation.registries import KeywordValidatorRegistry

from reportlib.oas.child.finding import RawFinding, short
from reportlib.oas.child.references import place_of

FAMILIES = {"2.0": OpenAPIV2SpecValidator, "3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator}
MOST_KEPT_TARGETS = 4_096
_NAMED = re.compile(r"'([^']*)'")
_MOST_NAMES = 5


class _NotDone(ValidationError):
    """A part of the document that the validator broke down on."""


class _WithPlace:
    """Mixed into each of the library's validators: its errors know where they are."""

    def __call__(self, *given: Any, **named: Any) -> Iterator[ValidationError]:
        here = next((one.parts for one in given if isinstance(one, SchemaPath)), ())
        try:
            for error in super().__call__(*given, **named):  # type: ignore[misc]
                if not hasattr(error, "placed"):
                    error.placed = here
                yield error
        except (RecursionError, MemoryError):
            raise
        except Exception as broken:
            error = _NotDone(type(broken).__name__)
            error.placed = here
            yield error


def findings(data: dict, family: str) -> list[RawFinding]:
    """What the validator of this family (2.0, 3.0, 3.1) finds, the same finding once."""
    found = [_of_schema(error, data) for error in _schema(family).iter_errors(data)]
    found += _of_rules(data, FAMILIES[family])
    return list({repr(one.as_json()): one for one in found}.values())


@functools.cache
def _schema(family: str) -> Any:
    """The schema of a family, looked through once for what is referred to in it: the library does so again at each ``$dynamicRef``, of
    which 3.1 has one for every schema of a document."""
    validator = FAMILIES[family].schema_validator
    resolver = validator._resolver
    looked_through = type(resolver)(base_uri=resolver._base_uri, registry=resolver._registry.crawl())
    return validator.evolve(_resolver=looked_through)


def _of_rules(data: dict, validator: type) -> list[RawFinding]:
    keywords = {
        name: type(f"Placed{keyword.__name__}", (_WithPlace, keyword), {})
        for name, keyword in validator.keyword_validators.items()  # type: ignore[attr-defined]
    }
    whole = SchemaPath.from_dict(data, handlers={}, resolved_cache_maxsize=MOST_KEPT_TARGETS)
    found = []
    try:
        root: Any = KeywordValidatorRegistry(keywords)["__root__"]
        for error in root(whole):
            found.append(_of_rule(error, data))
    except RecursionError:
        found.append(RawFinding("not judged", (), {"kind": "RecursionError"}))
    return found


def _of_rule(error: Any, data: dict) -> RawFinding:
    """A finding of the library's own checks."""
    path = place_of(data, error.placed)
    if isinstance(error, _NotDone):
        return RawFinding("not judged", path, {"kind": error.message})
    named = [short(name) for name in _NAMED.findall(error.message)]
    if isinstance(error, DuplicateOperationIDError):
        return RawFinding("operation id twice", (*path, "operationId"), {"value": named[0] if named else ""})
    if isinstance(error, UnresolvableParameterError):
        name, url = (named[0], str(path[1]) if len(path) > 1 else "") if named else ("", "")
        kind = "parameter missing" if f"{{{name}}}" in url else "parameter not in path"
        return RawFinding(kind, path, {"name": name})
    if isinstance(error, ParameterDuplicateError):
        return RawFinding("parameter twice", path, {"name": named[0] if named else ""})
    if error.message.startswith("Duplicate tag name"):
        return RawFinding("tag twice", path, {"name": named[0] if named else ""})
    if not error.validator:
        return RawFinding("not allowed by the rules", path, {"value": named[0] if named else ""})
    inside = tuple(error.absolute_path)
    if error.placed and not _is_meta(error):
        return _plain(error, (*path, "default", *inside), of_default=True)
    return _of_schema(error, data, path)


def _is_meta(error: ValidationError) -> bool:
    """Whether a schema of the document is no schema, instead of a default that does not fit one."""
    return (
        "$schema" in repr(error.schema)[:0]
        or isinstance(error.instance, dict)
        and error.validator
        in (
            "required",
            "additionalProperties",
            "unevaluatedProperties",
            "oneOf",
            "anyOf",
        )
    )


def _of_schema(error: ValidationError, data: dict, before: tuple = ()) -> RawFinding:
    """A finding of the schema of the OAS; of several ways in which a value could have been right the one that it is nearest to."""
    leaf = _leaf(error)
    return _plain(leaf, (*before, *leaf.absolute_path))


def _leaf(error: ValidationError) -> ValidationError:
    for _ in range(20):
        if not error.context:
            break
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0] if inner.schema_path else 0, []).append(inner)
        nearest = min(branches.values(), key=_distance)
        error = min(nearest, key=lambda one: (_rank(one), -len(one.absolute_path)))
    return error


def _distance(errors: list[ValidationError]) -> tuple[int, int]:
    """How far a value is from one of the ways: those that are plainly another kind of thing come last."""
    other = sum(_rank(one) > 0 for one in errors)
    return other, len(errors)


def _rank(error: ValidationError) -> int:
    if error.validator == "required" and "'$ref' is a required" in error.message:
        return 3
    where = error.absolute_path[-1] if error.absolute_path else ""
    if where in ("in", "type", "$ref") and error.validator in ("enum", "const"):
        return 2
    return int(error.validator == "type" and not error.relative_path)


_EXPECTED = {
    "required": "lacks",
    "additionalProperties": "not known here",
    "unevaluatedProperties": "not known here",
    "type": "wrong type",
    "enum": "none of these",
    "const": "none of these",
    "pattern": "not of the form",
    "format": "not of the format",
    "minProperties": "empty group",
    "minItems": "empty group",
    "uniqueItems": "items twice",
}


def _plain(error: ValidationError, path: tuple, of_default: bool = False) -> RawFinding:
    """One error of a schema as data."""
    kind = _EXPECTED.get(str(error.validator), "does not fit")
    if kind == "lacks":
        names = _NAMED.findall(error.message)[-1:] or [error.message.split(" ")[0]]
        return RawFinding(kind, path, {"names": [short(names[0])]})
    if kind == "not known here":
        return RawFinding(kind, path, {"names": [short(name) for name in _extra(error)[:_MOST_NAMES]]})
    value = {"value": short(error.instance)}
    if kind == "wrong type":
        expected = error.validator_value
        types = expected if isinstance(expected, list) else [expected]
        return RawFinding("default of wrong type" if of_default else kind, path, value | {"types": [*map(str, types)]})
    if kind == "none of these":
        allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
        return RawFinding(kind, path, value | {"allowed": [short(one) for one in list(allowed)[:12]]})
    if kind in ("not of the form", "not of the format"):
        return RawFinding(kind, path, value | {"form": short(error.validator_value)})
    if kind in ("empty group", "items twice"):
        return RawFinding(kind, path)
    return RawFinding("default does not fit" if of_default else kind, path, value)


def _extra(error: ValidationError) -> list[str]:
    """The keys that nothing in the schema knows."""
    schema, instance = error.schema, error.instance
    if error.validator == "additionalProperties" and isinstance(schema, dict) and isinstance(instance, dict):
        known: Iterable[str] = schema.get("properties", {})
        forms = [*schema.get("patternProperties", {})]
        return [key for key in instance if key not in known and not any(re.search(form, key) for form in forms)]
    return _NAMED.findall(error.message)
