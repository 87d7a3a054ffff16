"""The tests' own way of giving a command: what a fork of a process that has the imports done says is what one that starts anew says."""

import pytest


@pytest.mark.parametrize("arguments", [["sections"], ["bild"], ["check", "nowhere.yaml"]], ids=" ".join)
def test_a_forked_command_answers_as_one_that_starts_anew(packet, tmp_path, arguments):
    env = {"PACKET_LANG": "zh"}
    forked, anew = (packet(*arguments, cwd=tmp_path, env=env, anew=anew) for anew in (False, True))
    assert (forked.returncode, forked.stdout, forked.stderr) == (anew.returncode, anew.stdout, anew.stderr)
    assert forked.returncode and forked.stderr


def test_a_forked_command_keeps_nothing_of_the_one_before_it(packet, tmp_path):
    said = [packet("bild", cwd=tmp_path, env={"PACKET_LANG": lang}).stderr for lang in ("zh", "en", "zh")]
    assert said[0] == said[2] != said[1]
