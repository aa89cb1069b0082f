"""kill -9 at any instant, again and again: the home opens, the record holds, the same command reaches the same end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.e2e.conftest import command, environment, run, write_brief

FORMATS = ["social-square", "banner-leaderboard"]


def kill_many(tmp_path: Path, kills: int, seed: int) -> None:
    """`kills` kills at seeded instants over runs of one home; each run is then finished and compared to a calm one."""
    pick = random.Random(seed)
    sys.stdout.write(f"seed of the kills: {seed}\n")
    brief = write_brief(tmp_path / "brief", formats=FORMATS)
    calm = run("--home", tmp_path / "calm", "make", brief, "--choose", "auto", "--out", tmp_path / "c", "--json").value
    home = tmp_path / "home"
    done, round_number = 0, 0
    while done < kills:
        round_number += 1
        out = tmp_path / f"out-{round_number}"
        words = ("--home", home, "make", brief, "--choose", "auto", "--out", out, "--json")
        while done < kills:
            process = subprocess.Popen(
                command(*words), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
            try:
                process.wait(timeout=pick.uniform(0.2, 6.0))
                break  # it finished before its kill
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                done += 1
            verdict = run("--home", home, "record", "verify", "--json")
            assert verdict.code == 0, verdict.out
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
    acts = run("--home", home, "record", "log", "--json").value
    runs = {act["run"] for act in acts if act["kind"] == "compose"}
    for one in runs:
        numbers = [act["settings"]["number"] for act in acts if act["kind"] == "compose" and act["run"] == one]
        assert len(numbers) == len(set(numbers)), "a draft was composed twice"
        assert sum(act["kind"] == "choose" and act["run"] == one for act in acts) <= 1
    left = [path for path in home.rglob("*") if path.name.endswith((".part", ".tmp"))]
    assert len(left) <= kills


def test_twenty_kills(tmp_path: Path) -> None:
    kill_many(tmp_path, 20, seed=int(time.time()))


@pytest.mark.torture
def test_two_hundred_kills(tmp_path: Path) -> None:
    kill_many(tmp_path, 200, seed=int(time.time()))
