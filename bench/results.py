"""Where benches put what they measured: sections of bench/RESULTS.md."""

from pathlib import Path

PREFACE = "# Results\n\nWritten by `make bench`. Ratios are what counts: the machine is small and shared.\n"


def write_section(title: str, body: str) -> None:
    """Put a section into bench/RESULTS.md, in place of an older one of that title."""
    path = Path(__file__).parent / "RESULTS.md"
    preface, *sections = (path.read_text("utf-8") if path.exists() else PREFACE).split("\n## ")
    kept = [section.rstrip() for section in sections if section.split("\n", 1)[0] != title]
    path.write_text("\n\n## ".join([preface.rstrip(), *kept, f"{title}\n\n{body}"]) + "\n", "utf-8")
