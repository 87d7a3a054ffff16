"""A run that is killed at any step of publishing leaves the old packet or the new one, whole, and the next run clears up (R09, R15)."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="kills itself in forked processes")

# Publishes a second packet again and again, each time in a process that kills itself at the next step that touches the disk;
# prints what was there after each.
STEPS = ("os.rename", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "open")
SCRIPT = """
import json, os, shutil, signal, sys
from pathlib import Path
from reportlib import temporary
from reportlib.packets import publish
from reportlib.packets.publish import PacketPlace, publish_all
os.chdir("/")
folder, editions, has_one, steps = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "True", sys.argv[4].split(",")

def put(text, at=None):
    places = [PacketPlace(folder / "out"), PacketPlace(folder / "out", edition="public")][:editions]
    with places[0].reserved("m") as one, places[-1].reserved("m") if editions > 1 else temporary.folder() as other:
        for place, stage in zip(places, (one, other)):
            (stage / "run.json").write_text(json.dumps({"meeting": "m", "edition": place.edition, "outputs": {"a": ""}}))
            (stage / "a").write_text(text)
        if at is not None:
            count = [0]
            def kill(event, args):
                if event in steps:
                    count[0] += 1
                    if count[0] == at:
                        os.kill(os.getpid(), signal.SIGKILL)
            sys.addaudithook(kill)
        publish_all(*places)

def seen():
    found = []
    for name in ("out", "out.public")[:editions]:
        packet = folder / name
        found.append((packet / "a").read_text() if packet.exists() else None)
        if packet.exists():
            assert sorted(os.listdir(packet)) == ["a", "run.json"], os.listdir(packet)
    return found

results, at, killed = [], 0, True
while killed:
    at += 1
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if has_one:
        put("old")
    pid = os.fork()
    if pid == 0:
        put("new", at)
        os._exit(0)
    killed = os.waitpid(pid, 0)[1] != 0
    after = seen()
    put("next")
    left = [sorted(os.listdir(folder))] + [sorted(os.listdir(folder / f".{name}")) for name in ("out", "out.public")[:editions]]
    results.append([after, seen(), left])
print(json.dumps(results))
"""


@pytest.mark.parametrize("has_one", [True, False])
@pytest.mark.parametrize("editions", [1, 2])
def test_R09_R15_killed_at_any_step_of_publishing_there_is_the_old_packet_or_the_new_one(
    tmp_path, root, editions, has_one
):
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "o"), str(editions), str(has_one), ",".join(STEPS)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    old = "old" if has_one else None
    assert len(results) > 6 and results[-1][0] == ["new"] * editions
    for after, then, left in results:
        assert set(after) <= {old, "new"}  # each of them whole
        assert then == ["next"] * editions
        names = [name for name in ("out", "out.public")[:editions]]
        assert left[0] == sorted([*(f".{name}" for name in names), *names])
        assert all(len(entries) == 2 and entries[0] == "lock" for entries in left[1:])
    assert [old] * editions in [after for after, _, _ in results[:-1]]
    assert ["new"] * editions in [after for after, _, _ in results[:-1]]
