"""The software bill of materials of a bundle, as CycloneDX has it."""

from collections import defaultdict
from collections.abc import Iterable

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from licences_parts import Part
from packageurl import PackageURL

TYPES = {"weights": ComponentType.MACHINE_LEARNING_MODEL, "program": ComponentType.APPLICATION}
REGISTRIES = {"Python package": "pypi", "page": "npm", "Rust crate": "cargo"}


def sbom(version: str, parts: Iterable[Part]) -> str:
    """JSON of CycloneDX 1.6. Libraries that a package brings are listed inside of it."""
    brought: dict[str, list[Component]] = defaultdict(list)
    components: list[Component] = []
    for number, part in enumerate(parts):
        component = _component(part, f"{number}-{part.name}")
        (brought[part.inside] if part.inside else components).append(component)
    for component in components:
        component.components.update(brought.get(component.name, ()))
    bom = Bom(components=components)
    root = Component(name="Backline", version=version, type=ComponentType.APPLICATION, bom_ref="Backline")
    root.licenses.add(LicenseFactory().make_from_string("MIT"))
    bom.metadata.component = root
    bom.register_dependency(root, components)
    return JsonV1Dot6(bom).output_as_string(indent=2)


def _component(part: Part, reference: str) -> Component:
    registry = REGISTRIES.get(part.kind)
    return Component(
        name=part.name,
        version=part.version or None,
        type=TYPES.get(part.kind, ComponentType.LIBRARY),
        bom_ref=reference,
        description=part.note or None,
        licenses=[LicenseFactory().make_from_string(part.licence)],
        purl=PackageURL(registry, name=part.name, version=part.version) if registry else None,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for _, digest in part.sha256],
        properties=[Property(name="backline:file", value=name) for name in part.files],
        external_references=[ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.source))],
    )
