"""Write a bill of materials (CycloneDX, JSON): all packages that `requirements.txt` pins, and the models of OCR.

`python deploy/sbom.py FILE`, or `make sbom`. The same pins give the same bytes. Packages for development are in it,
too: whoever sets the program up by `make setup` has them. Which of them needs which is not told.
"""

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "connectors" / "readers" / "ocr" / "models.toml"
PIN = re.compile(r"^([\w.-]+)(?:\[[^]]+\])?==([^\s;\\]+)(.*(?:\n +--hash=sha256:.*)+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def build(requirements: str, project: str, models: str) -> Bom:
    """The bill of materials of the texts of requirements.txt, pyproject.toml and models.toml."""
    about = tomllib.loads(project)["project"]
    bom = Bom(components=[*read_packages(requirements), *read_models(models)])
    bom.metadata.component = program = Component(
        name=about["name"], version=about["version"], bom_ref=about["name"], type=ComponentType.APPLICATION
    )
    bom.register_dependency(program, bom.components)
    # Nothing of when and where it was written: two of the same pins can be compared byte by byte.
    bom.metadata.timestamp = None
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, requirements + project + models)
    return bom


def read_packages(requirements: str) -> Iterator[Component]:
    """Each pinned package, and the hashes of the files that it may be installed from."""
    for name, version, rest in PIN.findall(requirements):
        url = PackageURL("pypi", name=name, version=version)
        files = [HashType(alg=HashAlgorithm.SHA_256, content=sha256) for sha256 in HASH.findall(rest)]
        where = ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(str(url)), hashes=files)
        yield Component(name=name, version=version, purl=url, bom_ref=str(url), external_references=[where])


def read_models(models: str) -> Iterator[Component]:
    """Each model that is run, by its hash."""
    for role, model in tomllib.loads(models).items():
        yield Component(
            name=model["file"],
            description=f"{role} of RapidOCR",
            type=ComponentType.MACHINE_LEARNING_MODEL,
            bom_ref=model["sha256"],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=model["sha256"])],
        )


def to_json(bom: Bom) -> str:
    """The document. A package without a list of what it needs would be one that needs nothing: none is listed so."""
    data = json.loads(JsonV1Dot6(bom).output_as_string())
    data["dependencies"] = [node for node in data["dependencies"] if node.get("dependsOn")]
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write(target: Path) -> int:
    """Write the file; returns how many things are in it."""
    texts = [path.read_text("utf-8") for path in (ROOT / "requirements.txt", ROOT / "pyproject.toml", MODELS)]
    bom = build(*texts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(to_json(bom), "utf-8")
    return len(bom.components)


if __name__ == "__main__":
    print(f"{sys.argv[1]}: {write(Path(sys.argv[1]))} components")
