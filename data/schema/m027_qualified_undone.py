"""A lead that was given up, then made qualified, counts as qualified no more once that step is undone."""

from __future__ import annotations

from sqlite_utils import Database

UNDONE_SO_FAR = """delete from lead_qualified
where (at, person_id) in (select at, actor from journal where undone_by is not null)
and lead_id in (select id from lead where status = 'disqualified')"""


def build(database: Database) -> None:
    """The trigger that asks whether it was that step which was taken back: a qualified lead may be given up later."""
    database.execute("drop trigger lead_no_more_qualified")
    database.execute(
        """create trigger lead_no_more_qualified after update of status on lead
        when old.status = 'qualified' and new.status <> 'qualified' begin
        delete from lead_qualified where lead_id = new.id and (
            new.status in ('new', 'working')
            or exists(select 1 from journal as step join journal as made on made.id = step.target
                where step.seq = (select max(seq) from journal) and step.name = 'store.undo'
                and made.at = lead_qualified.at and made.actor is lead_qualified.person_id)
        );
        end"""
    )
    database.execute(UNDONE_SO_FAR)
