"""What the demo's closed runs say of items that are measured by the log alone: counted from it by day."""

from __future__ import annotations

from data.kernel.sqlite import sqlite3

KINDS = {
    "calls": ("call",),
    "emails": ("email",),
    "meetings-booked": ("meeting",),
    "demos-attended": ("demo", "demo-mentored"),
    "demos-shadowed": ("demo-shadowed",),
}
"""The kinds of activity that the KPIs of these codes count."""

_JUDGED = """
update kra_item set (said, counts, target, verdict) = (
    select format('%,d', ifnull(sum(counted), 0)),
        ifnull(sum(entries), 0) || ' record' || case when ifnull(sum(entries), 0) = 1 then '' else 's' end,
        :target, case when :target = '' then 'no target'
            when ifnull(sum(counted), 0) >= cast(:target as integer) then 'met' else 'missed' end
    from (select tally.entries, case when :points then tally.points else tally.count end as counted
        from tally join kra_run on kra_run.person_id = kra_item.person_id and kra_run.standard = kra_item.standard
            and kra_run.cadence = kra_item.cadence and kra_run.first_day = kra_item.first_day
        where tally.person_id = kra_item.person_id and tally.day between kra_run.first_day and kra_run.last_day
            and (:points or tally.kind in (select value from json_each(:kinds)))))
where verdict = 'n/a' and exists(select 1 from standard_item join standard on standard.id = standard_item.standard_id
    where standard.code = kra_item.standard and standard_item.code = kra_item.item and standard_item.metric = :metric)
"""


def judge_by_tallies(connection: sqlite3.Connection) -> None:
    """Judge the items whose KPIs count entries of the log: points against the weekly goal, others without a target."""
    import json

    for metric, kinds in KINDS.items():
        said = {"metric": metric, "kinds": json.dumps(kinds), "points": 0, "target": ""}
        connection.execute(_JUDGED, said)
    connection.execute(_JUDGED, {"metric": "points", "kinds": "[]", "points": 1, "target": "500"})
