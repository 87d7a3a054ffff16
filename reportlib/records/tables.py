"""Every input table by its name, in the order of the documentation; and the headers that the packet prints."""

from __future__ import annotations

from reportlib.records.api_tables import APIS
from reportlib.records.event_tables import APPLICATIONS, COMPETITION, EVENTS, POPULARITY, WINNERS
from reportlib.records.intake_tables import CORRECTIONS, RECEIVED
from reportlib.records.meeting_tables import HISTORY, MEMBERS, MILESTONES, PROGRAMME, RESOLUTIONS
from reportlib.records.opening_tables import OPENINGS, WITHDRAWN
from reportlib.records.portal_tables import CATALOGUE, EXCHANGES, FEEDBACK, MINISTRIES, QUALITY, REQUESTS
from reportlib.records.stock_tables import ASSETS, COSTS, ON_REQUEST
from reportlib.records.unit_tables import CHECKLIST, EVALUATION, OAS, PLAN, SAMPLES, STANDARDS, STRATEGIES, THEMES

TABLES = {
    table.name: table
    for table in (
        CATALOGUE,
        QUALITY,
        REQUESTS,
        FEEDBACK,
        EXCHANGES,
        EVALUATION,
        OAS,
        MEMBERS,
        MINISTRIES,
        EVENTS,
        COMPETITION,
        STANDARDS,
        STRATEGIES,
        THEMES,
        SAMPLES,
        CHECKLIST,
        APPLICATIONS,
        POPULARITY,
        WINNERS,
        RESOLUTIONS,
        PLAN,
        OPENINGS,
        WITHDRAWN,
        ASSETS,
        ON_REQUEST,
        COSTS,
        MILESTONES,
        PROGRAMME,
        HISTORY,
        RECEIVED,
        CORRECTIONS,
        APIS,
    )
}
# Each kind of record and the parameter that names its file; one file may hold two kinds.
FILES = {kind: "evaluation" if kind == "oas" else kind for kind in TABLES}


SHORT = "_short"  # ends the name of the column with an agency's short name, beside that with its official one


def shown_label(table: str, column: str) -> str:
    """The header of a column as the source rows have it: that of the short names (「提供機關簡稱」) is one of ours."""
    return f"{label_of(table, column)}簡稱" if column.endswith(SHORT) else label_of(table, column)


def label_of(table: str, column: str) -> str:
    """The header of a column of :data:`TABLES` as the packet prints it; an agency's short name goes under the agency's."""
    labels = {one.name: one.label for one in TABLES[table].columns}
    return labels.get(column) or labels[column.removesuffix(SHORT)]
