"""The agenda in minutes: whether the items fill the meeting, and what is said of a gap."""

from datetime import time
from types import SimpleNamespace

from reportlib.facts.facts import Units
from reportlib.measures import agenda
from reportlib.meeting.agenda import AgendaItem, Topic


def item(name, start, end, **more):
    return AgendaItem.model_construct(
        item=name,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        presenter=None,
        sections=(),
        topics=(),
        **more,
    )


def topic(title, presenter, *sections):
    return Topic.model_construct(title=title, presenter=presenter, sections=sections)


def of(*items):
    meeting = SimpleNamespace(params=SimpleNamespace(agenda=items), units=Units())
    return agenda.of(meeting), meeting


def test_items_that_follow_one_another_add_up_to_the_meeting():
    found, _ = of(item("致詞", "14:00", "14:05"), item("報告", "14:05", "14:45"))
    assert [timed.minutes.printed for timed in found.items] == ["5", "40"]
    assert (
        agenda.summary(found).as_text()
        == "會議 14:00–14:45，議程各項合計 45 分鐘，與會議時間 45 分鐘相符，各項時間相連且不重疊。"
    )


def test_a_gap_is_named_with_its_time_and_length():
    found, _ = of(item("報告", "14:00", "14:40"), item("討論", "14:45", "15:00"), item("動議", "15:10", "15:15"))
    text = agenda.summary(found).as_text()
    assert "合計 60 分鐘，會議時間為 75 分鐘，有 15 分鐘未安排" in text
    assert "14:40–14:45 沒有安排議程（5 分鐘）、15:00–15:10 沒有安排議程（10 分鐘）" in text


def test_the_cover_tells_how_many_topics_an_item_has_only_where_it_names_no_presenter():
    topics = (topic("甲", ""), topic("乙", ""))
    plain, presented = item("報告", "14:00", "14:40"), item("專題", "14:40", "15:00")
    plain, presented = (
        plain.model_copy(update={"topics": topics}),
        presented.model_copy(update={"topics": (topic("丙", "水利署"),)}),
    )
    assert [fact.printed for fact in agenda.on_cover(of(plain, presented)[1])] == ["60", "2"]


def test_two_items_of_one_name_have_figures_of_their_own():
    found, _ = of(item("休息", "14:00", "14:10"), item("報告", "14:10", "14:30"), item("休息", "14:30", "14:35"))
    assert [timed.minutes.name for timed in found.items] == [
        "agenda.minutes/休息",
        "agenda.minutes/報告",
        "agenda.minutes/休息（2）",
    ]
    assert len({fact.name for timed in found.items for fact in (timed.minutes, timed.offset)}) == 6


def test_of_several_longest_items_the_last_is_named():
    found, _ = of(item("報告", "14:00", "14:20"), item("討論", "14:20", "14:40"))
    assert agenda.message(found)["item"] == "討論"


def test_the_table_has_a_row_for_every_item_and_topic_and_says_where_the_packet_reports_on_it():
    opening = item("致詞", "14:00", "14:05").model_copy(update={"sections": ("01-agenda", "02-members")})
    report = item("報告", "14:05", "14:45").model_copy(
        update={"topics": (topic("盤點", "資訊中心", "10-inventory"), topic("其他", None))}
    )
    found, meeting = of(opening, report)
    rows = [[str(cell) for cell in row.cells] for row in agenda.table("議程", found, meeting).rows]
    assert rows == [
        ["致詞", "", "14:00–14:05", "5", "〔02-members〕"],
        ["報告", "", "14:05–14:45", "40", ""],
        ["一、盤點", "資訊中心", "", "", "〔10-inventory〕"],
        ["二、其他", "", "", "", ""],
        ["合計", "", "14:00–14:45", "45", ""],
    ]
