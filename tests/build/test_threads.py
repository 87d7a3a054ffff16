"""What the threads of a build need is imported before any of them starts."""

import subprocess
import sys

CODE = """
import sys, threading
from pathlib import Path
from reportlib.build import build
from reportlib.execute import runner
from types import SimpleNamespace

class Ran(Exception):
    pass

def ran(*_, **__):
    raise Ran

def tell():
    print("reportlib.execute.engine" in sys.modules, "jupyter_client.manager" in sys.modules, flush=True)

build.check_inputs = lambda params, progress, run: SimpleNamespace(handed=lambda sections: None)
build.load_renderers, runner.run = tell, ran
print(threading.active_count(), "papermill" in sys.modules)
try:
    build.build(Path(sys.argv[1]), Path(sys.argv[2]), ["10-inventory"])
except Ran:
    pass
"""


def test_no_two_threads_of_a_build_import_the_same_packages_at_a_time(root, tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", CODE, str(root / "params" / "moea-6-1.yaml"), str(tmp_path / "m")],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["1", "False", "True", "True"]
