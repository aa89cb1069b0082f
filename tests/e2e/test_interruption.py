"""kill -9 at any instant, again and again: the home opens, the record holds, the same command reaches the same end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from oeuvre.record import Act, Record
from tests import warm
from tests.e2e.conftest import environment, run, write_brief

FORMATS = ["social-square"]


def acts_of(home: Path) -> tuple[Act, ...]:
    """The acts of a home that opens and whose record holds."""
    record = Record.open_existing(home)
    if record is None:
        return ()
    with record:
        verdict = record.verify()
        assert verdict.holds, verdict
        return tuple(record.acts())


def is_gone(group: int) -> bool:
    """Whether nothing is left of a process group, workers included; they get a while to notice, on a machine that
    may be loaded."""
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def kill_many(tmp_path: Path, kills: int, seed: int) -> None:
    """`kills` kills at seeded instants over runs of one home; each run is then finished and compared to a calm one."""
    pick = random.Random(seed)
    sys.stdout.write(f"seed of the kills: {seed}\n")
    brief = write_brief(tmp_path / "brief", formats=FORMATS)
    start = time.monotonic()
    told = ("--choose", "auto", "--out", tmp_path / "c", "--json")
    calm = run("--home", tmp_path / "calm", "make", brief, *told).value
    whole = time.monotonic() - start
    home = tmp_path / "home"
    done, round_number, known = 0, 0, 0
    while done < kills:
        round_number += 1
        out = tmp_path / f"out-{round_number}"
        words = ("--home", home, "make", brief, "--choose", "auto", "--out", out, "--json")
        while done < kills:
            # One in three has workers, which are seconds in coming.
            workers = pick.choice(("1", "1", "2"))
            process = warm.start(*words, env=environment(OEUVRE_WORKERS=workers), session=True)
            try:
                process.wait(timeout=pick.uniform(0.05, 0.3 * whole))
                break  # it finished before its kill
            except subprocess.TimeoutExpired:
                # The whole group at once, or the parent alone: its workers end by themselves.
                if pick.random() < 0.5:
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
                process.wait()
                assert is_gone(process.pid)
                done += 1
            acts = acts_of(home)
            assert len(acts) >= known, "an acknowledged act is gone"
            known = len(acts)
        end = run(*words)
        assert end.code in (0, 3), end.err
        drafts = [(one["family"], one["palette"], one["state"]) for one in end.value["drafts"]]
        assert drafts == [(one["family"], one["palette"], one["state"]) for one in calm["drafts"]]
        assert [e["format"] for e in end.value["editions"]] == [e["format"] for e in calm["editions"]]
        for draft in end.value["drafts"]:
            assert (out / draft["path"]).read_bytes() == (tmp_path / "c" / draft["path"]).read_bytes()
        for edition in end.value["editions"]:
            assert edition["credential"] == "trusted"
            assert (out / edition["path"]).is_file()
        assert not [path.name for path in out.rglob("*") if path.name.endswith((".part", ".tmp"))]
    acts = acts_of(home)
    composed = Counter((act.run, act.settings["number"]) for act in acts if act.kind == "compose")
    assert set(composed.values()) == {1}, "a draft was composed twice"
    assert max(Counter(act.run for act in acts if act.kind == "choose").values()) == 1
    left = [path for path in home.rglob("*") if path.name.endswith((".part", ".tmp"))]
    assert len(left) <= kills


def test_twenty_kills(tmp_path: Path) -> None:
    kill_many(tmp_path, 20, seed=int(time.time()))


@pytest.mark.torture
def test_two_hundred_kills(tmp_path: Path) -> None:
    kill_many(tmp_path, 200, seed=int(time.time()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_an_interruption_is_said_and_leaves_nobody_behind(tmp_path: Path, number: int) -> None:
    brief = write_brief(tmp_path / "brief", formats=FORMATS)
    words = ("--home", tmp_path / "home", "make", brief, "--choose", "auto", "--out", tmp_path / "out", "--json")
    with (tmp_path / "printed").open("wb") as printed, (tmp_path / "said").open("wb") as said:
        process = warm.start(*words, env=environment(OEUVRE_WORKERS="2"), stdout=printed, stderr=said, session=True)
        while not any(act.kind == "compose" for act in acts_of(tmp_path / "home")):
            assert process.poll() is None
            time.sleep(0.2)
        process.send_signal(number)
        assert process.wait(60) == 1
    assert '"interrupted"' in (tmp_path / "printed").read_text(encoding="utf-8")
    assert "Traceback" not in (tmp_path / "said").read_text(encoding="utf-8")
    assert is_gone(process.pid)
