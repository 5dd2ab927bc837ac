"""What someone gets who installs cockpit from its wheel."""

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("cockpit", "data", "screens", "widgets")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without fetching anything."""
    missing = [name for name in ("build", "hatchling") if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"building a wheel needs {' and '.join(missing)}: run 'make dev'")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed, apart from the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*command, "--target", str(folder), str(wheel)], capture_output=True, check=True)
    return folder


def run_installed(installed: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that sees the installed wheel and not the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        command, cwd=installed, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def shipped_files() -> set[str]:
    """Every file of the four packages in the checkout, apart from compiled ones."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_four_packages_whole_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entries = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert entries == shipped_files()


def test_any_supported_python_can_take_the_wheel(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_installed_command_starts(installed: Path) -> None:
    answer = run_installed(installed, str(installed / "bin" / "cockpit"), "--help")
    assert answer.returncode == 0, answer.stderr
    assert "cockpit" in answer.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_an_install_imports_its_own_packages(installed: Path, package: str) -> None:
    code = f"import {package}; print({package}.__file__)"
    answer = run_installed(installed, sys.executable, "-P", "-c", code)
    assert answer.stdout.strip() == str(installed / package / "__init__.py"), answer.stderr


def test_the_start_script_imports_nothing_before_cockpit(installed: Path) -> None:
    # Importing `re` there, as older installers do, costs half as much as starting Python.
    script = (installed / "bin" / "cockpit").read_text()
    imports = [line for line in script.splitlines() if line.startswith(("import ", "from "))]
    assert imports == ["import sys", "from cockpit.__main__ import main"]
