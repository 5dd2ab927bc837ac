"""`cockpit backup`, `restore` and `doctor` as they are typed."""

import json
import os
from pathlib import Path

from tests.cockpit.conftest import Type


def test_a_backup_goes_beside_the_store_and_comes_back(cockpit: Type, tmp_path: Path) -> None:
    cockpit("log", "call", "-n", "3")
    said = cockpit("backup")
    assert said.code == 0
    copy = tmp_path / "cockpit-20261119-140500.db"
    assert str(copy) in said.out
    cockpit("log", "demo")
    said = cockpit("restore", str(copy), "--yes")
    assert said.code == 0, said.err
    assert "3/500" in cockpit("status").out
    assert "cockpit-before-restore-20261119-140500.db" in said.out


def test_a_backup_into_a_folder_gets_a_name(cockpit: Type, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    answer = cockpit("backup", str(tmp_path / "usb"), "--json").json
    assert answer["file"] == str(tmp_path / "usb" / "cockpit-20261119-140500.db")
    assert answer["bytes"] == os.path.getsize(answer["file"])


def test_restoring_needs_a_yes_where_nobody_can_be_asked(cockpit: Type, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    cockpit("backup", copy)
    said = cockpit("restore", copy)
    assert said.code == 1
    assert "--yes" in said.err


def test_a_damaged_store_is_put_right(cockpit: Type, tmp_path: Path) -> None:
    cockpit("log", "call", "-n", "3")
    copy, store = str(tmp_path / "copy.db"), tmp_path / "cockpit.db"
    cockpit("backup", copy)
    store.write_bytes(b"spoiled")
    assert cockpit("doctor").code == 1
    said = cockpit("restore", copy, "--yes")
    assert said.code == 0, said.err
    assert "damaged" in said.out
    assert (tmp_path / "cockpit-damaged-20261119-140500.db").read_bytes() == b"spoiled"
    assert "3/500" in cockpit("status").out


def test_the_doctor_is_content_with_a_new_store(cockpit: Type) -> None:
    said = cockpit("doctor", "--json")
    assert said.code == 0, said.out
    assert {found["verdict"] for found in said.json["findings"]} <= {"ok", "warning"}


def test_the_doctor_mends_totals(cockpit: Type, tmp_path: Path) -> None:
    from data.opening import open_store

    cockpit("log", "call", "-n", "3")
    store = open_store(str(tmp_path / "cockpit.db"))
    store.engine.write([("update tally set points = 400", ())])
    store.close()
    said = cockpit("doctor")
    assert said.code == 1
    assert "-> Count them anew: cockpit doctor --repair" in said.out
    said = cockpit("doctor", "--repair")
    assert said.code == 0
    assert "repaired: counted 1 total anew" in said.out
    assert "3/500" in cockpit("status").out


def test_the_doctor_speaks_where_there_is_no_store(bare: Type) -> None:
    said = bare("doctor", "--json")
    assert said.code == 1
    assert any("no store" in found["text"] for found in json.loads(said.out)["findings"])


def test_before_a_restore_it_is_said_what_would_be_lost(cockpit: Type, tmp_path: Path) -> None:
    cockpit("log", "call", "-n", "3")
    copy = str(tmp_path / "copy.db")
    cockpit("backup", copy)
    assert "Nothing would be lost" in cockpit("restore", copy, "--dry-run").out
    cockpit("log", "demo")
    said = cockpit("restore", copy, "--dry-run")
    assert said.code == 0
    assert (
        "Would be lost: 1 step, 1 by Maria Silva. The newest:\n  2026-11-19 14:05 UTC  Maria Silva:"
        in said.out
    )
    assert cockpit("status", "--json").json["points"] == 28
    assert cockpit("restore", copy, "--dry-run", "--json").json["lost"]["steps"] == 1
    assert "Would be lost" in cockpit("restore", copy).out
    assert cockpit("restore", copy, "--yes", "--json").json["lost"] == 1


def test_the_backup_of_the_day_for_cron_and_how_many_are_kept(cockpit: Type, tmp_path: Path) -> None:
    assert "None yet" in cockpit("backup", "--list").out
    made = tmp_path / "cockpit-backups" / "cockpit-20261119-140500.db"
    assert cockpit("backup", "--daily", "--json").json["file"] == str(made)
    assert str(made) in cockpit("backup", "--daily").out
    assert "7 days, 4 weeks, 12 months" in cockpit("backup", "--list").out
    assert cockpit("backup", "--keep", "1,0,0").code == 0
    assert cockpit("backup", "--list", "--json").json["keep"] == {"days": 1, "weeks": 0, "months": 0}
    assert "1 made by themselves, the newest on 2026-11-19" in cockpit("doctor").out
    made.rename(made.with_name("cockpit-20261101-140500.db"))
    said = cockpit("doctor")
    assert (said.code, "the newest on 2026-11-01, 18 days ago" in said.out) == (0, True)
    made.with_name("cockpit-20261101-140500.db").rename(made)
    for nonsense in ("7", "a,b,c", "1,2,3,4", "-1,0,0", "1001,0,0", ""):
        said = cockpit("backup", f"--keep={nonsense}")
        assert said.code == 2
        assert "7,4,12" in said.err
    assert made.exists()
