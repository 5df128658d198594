"""Whether a firewall may keep phones out, and what to type then; every system has its own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from core.finding import Finding, look, well

SUBJECT = "firewall"
SECONDS = 5
"""How long one of the system's tools may take."""
_ADMINISTRATORS_PLACES = "/usr/sbin:/sbin"
_UFW_SETTINGS = Path("/etc/ufw/ufw.conf")
_MAC_TOOL = "/usr/libexec/ApplicationFirewall/socketfilterfw"
_WINDOWS_NETWORKS = "(Get-NetConnectionProfile).NetworkCategory"


def firewall(port: int) -> Finding:
    """What this user may see of the firewall, for a server on that port."""
    if sys.platform == "win32":
        return _windows(port)
    return _mac() if sys.platform == "darwin" else _linux(port)


def _linux(port: int) -> Finding:
    if os.access(_UFW_SETTINGS, os.R_OK) and "ENABLED=yes" in _UFW_SETTINGS.read_text(encoding="utf-8"):
        is_open = f"{port}/tcp" in _says("ufw", "status")
        return _is_on("ufw", is_open, f"sudo ufw allow {port}/tcp && sudo ufw allow 5353/udp")
    if _says("firewall-cmd", "--state").startswith("running"):
        is_open = _says("firewall-cmd", f"--query-port={port}/tcp").startswith("yes")
        opens = f"sudo firewall-cmd --permanent --add-port={port}/tcp --add-service=mdns"
        return _is_on("firewalld", is_open, f"{opens} && sudo firewall-cmd --reload")
    rules = _says("nft", "list", "ruleset")
    if re.search(r"hook input [^\n]*policy drop", rules):
        is_open = re.search(rf"tcp dport [^\n]*\b{port}\b[^\n]*accept", rules) is not None
        return _is_on("nftables", is_open, f"sudo nft add rule inet filter input tcp dport {port} accept")
    return well(SUBJECT, "None was seen that would keep phones out.")


def _mac() -> Finding:
    is_open = "State = 0" in _says(_MAC_TOOL, "--getglobalstate")
    return _is_on(
        "macOS's firewall", is_open, "System Settings > Network > Firewall > Options, allow Backline"
    )


def _windows(port: int) -> Finding:
    rule = f"New-NetFirewallRule -DisplayName Backline -Direction Inbound -Protocol TCP -LocalPort {port}"
    if "Public" in _says("powershell", "-NoProfile", "-Command", _WINDOWS_NETWORKS):
        private = "Settings > Network & internet > Properties > Private network"
        return look(SUBJECT, f"Windows takes this network for a public one and hides the computer: {private}")
    is_open = "Backline" in _says("netsh", "advfirewall", "firewall", "show", "rule", "name=Backline")
    return _is_on("Windows's firewall", is_open, f"{rule} -Action Allow (in PowerShell, as administrator)")


def _is_on(name: str, is_open: bool, opens: str) -> Finding:
    if is_open:
        return well(SUBJECT, f"{name} lets phones in.")
    return look(SUBJECT, f"{name} is on. If phones do not get through: {opens}")


def _says(program: str, *arguments: str) -> str:
    """What one of the system's tools prints; nothing where it is not there or says that it may not."""
    path = shutil.which(program, path=os.pathsep.join((os.environ.get("PATH", ""), _ADMINISTRATORS_PLACES)))
    if path is None:
        return ""
    try:
        done = subprocess.run(
            [path, *arguments], capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
