"""Where benches put what they measured: sections of bench/RESULTS.md, and of other pages."""

from pathlib import Path

PREFACE = "# Results\n\nWritten by `make bench`. Ratios are what counts: the machine is small and shared.\n"


def write_section(title: str, body: str) -> None:
    """Put a section into bench/RESULTS.md, in place of an older one of that title."""
    path = Path(__file__).parent / "RESULTS.md"
    if not path.exists():
        path.write_text(PREFACE, "utf-8")
    replace_section(path, title, body)


def replace_section(path: Path, title: str, body: str) -> None:
    """Put a section `## title` into a Markdown file: where an older one of that title stands, else at its end."""
    preface, *sections = path.read_text("utf-8").split("\n## ")
    titles = [section.split("\n", 1)[0] for section in sections]
    made = f"{title}\n\n{body}"
    if title in titles:
        sections[titles.index(title)] = made
    else:
        sections.append(made)
    path.write_text("\n\n## ".join(part.rstrip() for part in (preface, *sections)) + "\n", "utf-8")
