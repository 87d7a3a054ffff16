"""Nobody gets a letter with a figure that the packet does not have: what is counted anew is held against what was printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reportlib import messages
from reportlib.errors import ConfigError
from reportlib.facts.facts import Fact
from reportlib.facts.record import FactRecord
from reportlib.packets.asked import Explained


def refuse_other_data(facts: Iterable[Fact], by_name: Mapping[str, FactRecord], packet: Explained) -> None:
    """ConfigError O08 where one of these figures is another one in the packet, or is not in it."""
    for fact in facts:
        printed = by_name.get(fact.name)
        if printed is None or (_number(printed), printed.absence) != (fact.value, fact.absence):
            raise ConfigError(messages.O08_packet_of_other_data(meeting=packet.name, figure=fact.label))


def _number(record: FactRecord) -> Decimal | None:
    return None if record.value is None else Decimal(record.value)
