"""Servers as they are described: who may do what, and who reaches them."""

import json

import yaml

from connectors.elastic.kibana import HOME


def test_roles_name_only_our_indices() -> None:
    """The reader may not write; neither reaches beyond gongbao's indices."""
    folder = HOME.parent / "elasticsearch" / "roles"
    roles = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    assert roles.keys() == {"gongbao_writer", "gongbao_reader"}
    assert {name for role in roles.values() for i in role["indices"] for name in i["names"]} == {"gongbao-*"}
    assert roles["gongbao_reader"]["indices"][0]["privileges"] == ["read", "view_index_metadata"]


def test_compose_binds_to_loopback_and_knows_when_servers_are_well() -> None:
    """Elasticsearch and Kibana have health checks, of one version, and no port that others reach."""
    services = yaml.safe_load((HOME.parent / "compose.yaml").read_text("utf-8"))["services"]
    assert {services[name]["image"].split(":")[1] for name in ("elasticsearch", "kibana")} == {"9.5.3"}
    for name in ("elasticsearch", "kibana"):
        assert services[name]["healthcheck"]["test"]
        assert all(port.startswith("127.0.0.1:") for port in services[name]["ports"])
    assert services["kibana"]["depends_on"]["elasticsearch-accounts"]["condition"] == "service_completed_successfully"
    mounted = services["elasticsearch-accounts"]["volumes"][0].split(":")[0]
    assert (HOME.parent / mounted).is_dir()
