"""Running notebooks: in parallel, apart from each other, complete or not at all, and nothing left behind."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from reportlib import temporary
from reportlib.errors import InputError, RunError, Stopped
from reportlib.execute import fork_server, kernels, runner

SHOWN = 'from IPython.display import display\ndisplay({"application/vnd.packet+json": {"kind": "prose"}, "text/plain": "p"}, raw=True)'
PARAMETERS = 'params_file = "x"'


def sentinel(displays):
    return f'from IPython.display import display\ndisplay({{"application/vnd.packet+json": {{"kind": "sentinel", "displays": {displays}}}}}, raw=True)'


@pytest.fixture(scope="module", autouse=True)
def running_fork_server():
    fork_server.warm_up()
    yield
    fork_server.shut_down()


END = sentinel(0)


@pytest.fixture
def notebook(tmp_path):
    """Write a notebook of these code cells between the parameters cell and the sentinel."""

    def write(*sources, stem="10-test", last=END):
        cells = [v4.new_markdown_cell("# 測試"), v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})]
        cells += [v4.new_code_cell(source) for source in (*sources, *([last] if last else []))]
        path = tmp_path / f"{stem}.ipynb"
        nbformat.write(v4.new_notebook(cells=cells), path)
        return runner.SectionRun(stem, path, {"params_file": str(tmp_path / "params.yaml")})

    return write


@pytest.fixture
def run(tmp_path):
    def run(*sections, **settings):
        settings = {"cell_timeout": 20, "memory_mb": None, "kept": tmp_path / "failed"} | settings
        return runner.run(sections, notebooks=tmp_path, **settings)

    return run


def refused(run, *sections, kind=RunError, **settings):
    """The problems of a run that must fail; no message holds a traceback."""
    with pytest.raises(kind) as caught:
        run(*sections, **settings)
    assert type(caught.value) is kind
    assert "Traceback" not in str(caught.value)
    return caught.value.problems


def text_of(cell):
    return cell.outputs[0].data["text/plain"]


def process(pid):
    """(parent, is alive) of a process by its id (Linux); a process that only waits to be counted is not alive."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[:2]
    except OSError:
        return None, False
    return int(parent), state != "Z"


def kernels_alive():
    """The living children of the fork server; none where it has ended, which ends them (``ForkServer.stop``)."""
    server = fork_server._server._process
    if server is None:
        return []
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if process(pid) == (server.pid, True)]


linux = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="looks at /proc")
forks = pytest.mark.skipif(not fork_server.CAN_FORK, reason="no fork server here")


# -- a run that goes well --------------------------------------------------------------------------------------------


def test_a_notebook_runs_with_its_parameters_in_the_notebooks_folder_and_reports_its_cells(notebook, run, tmp_path):
    told = []
    (nb,) = run(
        notebook("params_file", "import os; os.getcwd()", SHOWN, last=sentinel(1)),
        on_cell=lambda *args: told.append(args),
    )
    injected, params, folder = nb.cells[2:5]
    assert injected.metadata.tags == ["injected-parameters"]
    assert text_of(params) == repr(str(tmp_path / "params.yaml"))
    assert text_of(folder) == repr(str(tmp_path))
    assert [cell.execution_count for cell in nb.cells if cell.cell_type == "code"] == [1, 2, 3, 4, 5, 6]
    assert {(stem, total) for stem, _, total in told} == {("10-test", 6)}
    assert [done for _, done, _ in told] == [0, 1, 1, 2, 3, 4, 5, 6]


def test_two_notebooks_run_side_by_side_in_two_processes_and_share_nothing(notebook, run, tmp_path):
    # Each waits for the other's file: one after the other, neither would end.
    code = """
import os, pathlib, time, pandas
had = hasattr(pandas, "left_by_another")
pandas.left_by_another = True
folder = pathlib.Path(os.environ["TMPDIR"])
(folder / OWN).touch()
while not list(folder.parent.glob("*/" + OTHER)): time.sleep(0.01)
(os.getpid(), had)
"""
    first = notebook("OWN, OTHER = 'a', 'b'" + code, stem="10-a")
    second = notebook("OWN, OTHER = 'b', 'a'" + code, stem="20-b")
    one, other = (eval(text_of(nb.cells[3])) for nb in run(first, second, workers=2))
    assert one[0] != other[0] and os.getpid() not in (one[0], other[0])
    assert not one[1] and not other[1]


def test_executed_notebooks_hold_no_path_of_the_machine_and_no_time_after_normalise(notebook, run, tmp_path):
    texts, section = [], notebook("class A:\n    pass\n\nA()")
    for _ in range(2):
        (nb,) = run(section)
        runner.normalise(nb, "../params/x.yaml")
        nbformat.validate(nb)
        texts.append(nbformat.writes(nb))
    assert texts[0] == texts[1]
    assert '"# Parameters\\n",\n    "params_file = \\"../params/x.yaml\\""' in texts[0]
    for forbidden in (
        str(tmp_path),
        str(Path.home()),
        "papermill",
        "start_time",
        "T0",
        "duration",
        sys.prefix,
        "iopub",
        "0x7",
    ):
        assert forbidden not in texts[0]


@forks
def test_R18_the_socket_folder_is_short_private_and_removed(notebook, run, tmp_path, monkeypatch):
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    (nb,) = run(notebook("import os; p = os.path.dirname(os.environ['TMPDIR']); (p, oct(os.stat(p).st_mode & 0o777))"))
    folder, mode = eval(text_of(nb.cells[3]))
    assert len(folder) < 40 and mode == "0o700"
    assert not Path(folder).exists()


def test_no_display_of_a_cell_is_lost_however_many_there_are(notebook, run):
    shown = 3_000  # ZeroMQ's queues hold 1,000 a side unless told otherwise
    imported, _, one = SHOWN.partition("\n")
    many = f"{imported}\nfor number in range({shown}):\n    " + one.replace('"p"', "str(number)")
    (executed,) = run(notebook(many, last=sentinel(shown)), cell_timeout=120)
    cell = executed.cells[-2]
    assert [output.data["text/plain"] for output in cell.outputs] == [str(number) for number in range(shown)]


def test_R19_what_a_cell_prints_is_cut_with_a_notice(notebook, run):
    (nb,) = run(notebook("line = 'x' * 999\nimport itertools\n_ = [print(line) for _ in range(5000)]"))
    text = "".join(output.text for output in nb.cells[3].outputs)
    assert 100_000 < len(text) < 101_000
    assert "100,000" in text[-80:]


# -- C10: what a running notebook may not do -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import http.client; http.client.HTTPConnection('example.org').request('GET', '/')",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['/bin/true'])",
        "open('written.txt', 'w')",
        "import pathlib; pathlib.Path('10-test.ipynb').unlink()",
        "import os; os.mkdir('folder')",
        "import os; os.rename('10-test.ipynb', 'other.ipynb')",
    ],
)
def test_C10_network_programs_and_writing_are_refused_while_a_notebook_runs(notebook, run, tmp_path, code):
    (problem,) = refused(run, notebook(code))
    assert problem.code == "C10" and "cell 3" in problem.what
    assert {path.name for path in tmp_path.iterdir()} == {"10-test.ipynb", "failed"}


def test_C10_python_itself_temporary_files_and_reading_are_allowed(notebook, run):
    code = """
import subprocess, sys, tempfile, pathlib, asyncio
with tempfile.TemporaryDirectory() as folder:
    pathlib.Path(folder, "a").mkdir()
    pathlib.Path(folder, "a", "b").write_text("x")
asyncio.new_event_loop().close()
(subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True).stdout, pathlib.Path("10-test.ipynb").is_file(), open("10-test.ipynb").close())
"""
    (nb,) = run(notebook(code))
    assert eval(text_of(nb.cells[3])) == (b"1\n", True, None)


# -- R: faults during a run ------------------------------------------------------------------------------------------


def test_R01_a_killed_kernel_names_the_cell_and_the_notebook_is_kept(notebook, run, tmp_path):
    (problem,) = refused(run, notebook("1", "import os, signal; os.kill(os.getpid(), 9)"))
    assert problem.code == "R01" and problem.file == "10-test.ipynb"
    assert "cell 4" in problem.what and "signal 9" in problem.what and "memory" in problem.what
    assert str(tmp_path / "failed" / "10-test.ipynb") in problem.todo
    assert text_of(nbformat.read(tmp_path / "failed" / "10-test.ipynb", 4).cells[3]) == "1"


@linux
def test_R02_a_memory_error_names_the_limit_and_the_sizes_of_the_inputs(notebook, run, tmp_path):
    (tmp_path / "catalogue.csv").write_bytes(bytes(2_300_000))
    (problem,) = refused(
        run, notebook("import numpy\nnumpy.ones(10**9).sum()"), memory_mb=500, inputs=[tmp_path / "catalogue.csv"]
    )
    assert problem.code == "R02" and "500 MB" in problem.what and "catalogue.csv 2.3 MB" in problem.what


@linux
def test_R03_an_endless_cell_ends_at_the_limit_and_no_process_is_left(notebook, run):
    (problem,) = refused(run, notebook("while True: pass"), cell_timeout=1)
    assert problem.code == "R03" and " 1 " in problem.what
    assert kernels_alive() == []


@linux
def test_R04_a_kernel_that_ignores_interrupts_is_killed_with_the_processes_it_started(notebook, run, tmp_path):
    code = """
import signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True: time.sleep(60)
"""
    (problem,) = refused(run, notebook(code), cell_timeout=1)
    assert problem.code == "R03"
    assert kernels_alive() == []
    child = int(nbformat.read(tmp_path / "failed" / "10-test.ipynb", 4).cells[3].outputs[0].text)
    assert not process(child)[1]


class Mute:
    """A fork server that takes orders and answers none."""

    def __init__(self):
        self.others = []

    def fork(self, order):
        import socket

        ours, theirs = socket.socketpair()
        self.others.append(theirs)
        return ours


@forks
def test_R05_a_kernel_that_never_answers_is_one_message(notebook, run, monkeypatch):
    mute = Mute()
    monkeypatch.setattr(fork_server, "fork", mute.fork)
    (problem,) = refused(run, notebook("1"), start_timeout=1)
    assert problem.code == "R05" and " 1 " in problem.what
    for other in mute.others:
        other.close()


def test_R05_a_kernel_that_dies_at_its_start_is_one_message(notebook, run, monkeypatch):
    known = kernels.order_for
    monkeypatch.setattr(kernels, "order_for", lambda *args: known(*args) | {"cwd": "/no/such/folder"})
    (problem,) = refused(run, notebook("1"))
    assert problem.code == "R05" and "FileNotFoundError" in problem.what


def dying(monkeypatch, *starts):
    """From now on every kernel whose number is among ``starts`` dies at its start; the list of all orders, as it grows."""
    known, orders = kernels.order_for, []

    def order_for(*args):
        orders.append(known(*args))
        return orders[-1] | ({"cwd": "/no/such/folder"} if len(orders) in starts else {})

    monkeypatch.setattr(kernels, "order_for", order_for)
    return orders


def test_R05_a_kernel_that_dies_at_its_start_is_started_once_more(notebook, run, monkeypatch):
    orders = dying(monkeypatch, 1)
    (executed,) = run(notebook(SHOWN, last=sentinel(1)))
    assert len(orders) == 2 and text_of(executed.cells[-2]) == "p"


def test_R05_a_kernel_that_dies_at_its_start_twice_is_not_started_again(notebook, run, monkeypatch):
    orders = dying(monkeypatch, 1, 2)
    (problem,) = refused(run, notebook("1"))
    assert problem.code == "R05" and len(orders) == 2


def test_R01_a_kernel_that_dies_in_a_cell_is_not_started_again(notebook, run, monkeypatch):
    orders = dying(monkeypatch)
    (problem,) = refused(run, notebook("import os; os._exit(3)"))
    assert problem.code == "R01" and len(orders) == 1


@forks
def test_R05_a_missing_python_is_one_message(notebook, run, monkeypatch):
    fork_server.shut_down()
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    (problem,) = refused(run, notebook("1"))
    assert problem.code == "R05"


SILENT = {
    "sys.exit(0)": "import sys; sys.exit(0)",
    "exit()": "exit()",
    "a thread that fails": "import threading\nt = threading.Thread(target=lambda: 1 / 0); t.start(); t.join(); 1",
    "a warning only": "import warnings; warnings.warn('careful'); 1",
    "no output": "swallowed = 1",
    "a cell that is skipped": None,
}


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_R06_what_looks_like_success_is_none(notebook, run, code):
    section = notebook(code or "1")
    if code is None:
        nb = nbformat.read(section.source, 4)
        nb.cells[2].metadata["tags"] = ["skip-execution"]
        nbformat.write(nb, section.source)
    (problem,) = refused(run, section)
    assert problem.code == "R06"
    assert "cell 3" in problem.what or (code == "exit()" and "cell 4" in problem.what)


def test_R06_a_thread_that_fails_after_its_cell_is_known_too(notebook, run):
    begin = "import threading\nevent = threading.Event()\ndef late():\n    event.wait()\n    raise ValueError('late')\nt = threading.Thread(target=late); t.start(); 1"
    (problem,) = refused(run, notebook(begin, "event.set(); t.join(); 2"))
    assert problem.code == "R06" and "late" in problem.what


def test_R06_a_warning_is_told_without_the_path_of_the_machine(notebook, run):
    (problem,) = refused(run, notebook("import warnings; warnings.warn('careful'); 1"))
    assert "UserWarning: careful" in problem.what


@pytest.mark.parametrize("last", [None, sentinel(1), "1"], ids=["missing", "another count", "something else"])
def test_R06_a_run_without_the_right_sentinel_is_not_complete(notebook, run, last):
    (problem,) = refused(run, notebook("1", last=last))
    assert problem.code == "R06"


def test_an_error_of_reportlib_in_a_cell_is_shown_as_its_own_sentence(notebook, run):
    code = "from reportlib.errors import InputError, Problem\nraise InputError(Problem('V07', '不是有效日期。', file='a.csv', row=12), Problem('V09', 'x', file='b.csv'))"
    first, second, stopped = refused(run, notebook(code), kind=InputError)
    assert str(first).startswith("V07 a.csv") and "12" in str(first) and str(second).startswith("V09 b.csv")
    assert stopped.file == "10-test.ipynb"


def test_any_other_error_in_a_cell_names_the_cell_and_the_error(notebook, run):
    (problem,) = refused(run, notebook("{}['missing']"))
    assert "KeyError" in problem.what and "missing" in problem.what and "cell 3" in problem.what


@linux
def test_when_one_notebook_fails_the_others_are_ended(notebook, run, tmp_path):
    slow = notebook("import time; time.sleep(60)", stem="10-slow")
    bad = notebook("1 / 0", stem="20-bad")
    (problem,) = refused(run, slow, bad, workers=2, cell_timeout=50)
    assert problem.file == "20-bad.ipynb"
    assert {path.name for path in (tmp_path / "failed").iterdir()} == {"10-slow.ipynb", "20-bad.ipynb"}
    assert kernels_alive() == []


@linux
def test_a_stop_while_notebooks_run_ends_every_process_at_once(notebook, run):
    begun = threading.Event()

    def stop(signum, frame):
        raise Stopped(signum)

    def send():
        begun.wait(20)
        pids.extend([fork_server._server._process.pid, *kernels_alive()])
        os.kill(os.getpid(), signal.SIGTERM)

    pids = []
    usual = signal.signal(signal.SIGTERM, stop)
    sender = threading.Thread(target=send)
    sender.start()
    try:
        with pytest.raises(Stopped):
            run(notebook("import time; time.sleep(60)"), on_cell=lambda stem, done, total: done == 2 and begun.set())
    finally:
        signal.signal(signal.SIGTERM, usual)
        sender.join()
    assert len(pids) == 2 and not any(process(pid)[1] for pid in pids)


IMPORTS_OF_A_RUN = """
import sys, threading
from pathlib import Path

class Noting:
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is not threading.main_thread():
            late.add(name.partition(".")[0])

late = set()
sys.meta_path.insert(0, Noting())
from reportlib.execute import runner
folder = Path(sys.argv[1])
section = runner.SectionRun("10-test", folder / "10-test.ipynb", {"params_file": "x"})
runner.run([section], notebooks=folder, cell_timeout=60, memory_mb=None, kept=folder / "failed")
print(*late)
"""


def test_the_threads_of_a_run_import_nothing_that_another_thread_may_be_importing(notebook, tmp_path):
    import subprocess

    notebook(SHOWN, last=sentinel(1))
    told = subprocess.run(
        [sys.executable, "-c", IMPORTS_OF_A_RUN, str(tmp_path)], capture_output=True, text=True, check=True
    )
    # papermill looks for a formatter of the parameters, which need not be there, and Python for a codec.
    assert set(told.stdout.split()) <= {"black", "encodings"}


@linux
def test_kernels_end_when_the_packet_process_is_killed(tmp_path):
    import subprocess

    code = (
        "import sys; from reportlib.execute import fork_server, kernels; from pathlib import Path; import json, socket, time\n"
        "fork_server.PRELOAD = ['ipykernel.kernelapp']\n"
        "folder = Path(sys.argv[1])\n"
        "(folder / 'k.json').write_text(json.dumps({'transport': 'ipc', 'ip': str(folder / 'k'), 'key': 'x', 'shell_port': 1, 'iopub_port': 2, 'stdin_port': 3, 'control_port': 4, 'hb_port': 5}))\n"
        "s = fork_server.fork(kernels.order_for(folder, str(folder / 'k.json'), str(folder), dict(__import__('os').environ), None))\n"
        "pid = fork_server.NUMBER.unpack(s.recv(4))[0]; assert fork_server.NUMBER.unpack(s.recv(4))[0] == fork_server.READY\n"
        "print(pid, fork_server._server._process.pid, flush=True); time.sleep(60)"
    )
    with temporary.folder(76) as folder:
        with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True) as packet:
            pids = list(map(int, packet.stdout.readline().split()))
            assert len(pids) == 2
            packet.kill()
        deadline = time.monotonic() + 20
        while any(process(pid)[1] for pid in pids) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(process(pid)[1] for pid in pids)


def test_without_a_fork_server_the_same_notebook_runs_in_a_new_process(notebook, run, monkeypatch):
    monkeypatch.setattr(fork_server, "CAN_FORK", False)
    (nb,) = run(notebook("params_file", SHOWN, last=sentinel(1)))
    assert text_of(nb.cells[3]).endswith("params.yaml'")
    (problem,) = refused(run, notebook("import os; os.kill(os.getpid(), 9)"))
    assert problem.code == "R01"
