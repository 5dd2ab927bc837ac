"""``cockpit doctor``: check the store, and say what to do about each finding."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from cockpit.advice import advice_on, worded
from cockpit.session import Session
from data.doctor.examine import examine, repair
from data.kernel.engine import is_cluster
from data.kernel.errors import Refused, StoreError
from data.kernel.finding import NOTE, OK, WRONG, Finding

EXAMPLE = """Examples:
  cockpit doctor
  cockpit doctor --repair      count totals anew from the entries, and tidy the file

Exit code 1 where something is wrong; warnings and notes leave it 0."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--repair", action="store_true", help="mend what can be told from the store itself")
    parser.add_argument("--json", action="store_true", help="the findings for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Examine the store; 1 where something is wrong."""
    if is_cluster(session.path):
        return _of_several_hosts(options, session)
    done: list[str] = []
    if options.repair:
        try:
            done = repair(session.path)
        except StoreError as error:
            done = [f"nothing could be repaired: {worded(error)}"]
    return say_findings(examine(session.path, session.now), session.path, done, as_json=options.json)


def _of_several_hosts(options: argparse.Namespace, session: Session) -> int:
    if options.repair:
        raise Refused("A store that several hosts keep is mended as a file.", code="cluster.repair")
    from data.doctor.cluster_checks import examine_cluster

    findings = examine_cluster(session.path, session.settings.password, session.now)
    return say_findings(findings, session.path, as_json=options.json)


def say_findings(
    looked_at: Iterable[Finding], subject: str, repaired: Sequence[str] = (), *, as_json: bool
) -> int:
    """Print what was found of a file, each with what to do; 1 where something is wrong."""
    findings = list(looked_at)
    is_wrong = any(found.verdict == WRONG for found in findings)
    if as_json:
        import json

        said = [
            {
                "subject": found.subject,
                "verdict": found.verdict,
                "text": found.text,
                "advice": advice_on(found),
            }
            for found in findings
        ]
        print(json.dumps({"store": subject, "repaired": [*repaired], "findings": said}, ensure_ascii=False))
        return int(is_wrong)
    print(subject)
    for line in repaired:
        print(f"  repaired: {line}")
    for found in findings:
        print(f"  {found.verdict:<8}{found.subject:<14}{found.text}")
        advice = advice_on(found)
        if advice:
            print(f"  {'':<22}-> {advice}")
    odd = [found for found in findings if found.verdict not in (OK, NOTE)]
    need = "needs" if len(odd) == 1 else "need"
    print(f"{len(odd)} of {len(findings)} checks {need} attention." if odd else "All is well.")
    return int(is_wrong)
