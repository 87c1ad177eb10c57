"""Which proxy the environment names for a page."""

from urllib.request import getproxies_environment

from papernotes.network import failures
from papernotes.network.address import Place


def proxy_for(place: Place) -> str | None:
    """The address of the proxy, or None. Raises NetworkError if it is one that we can't use."""
    proxies = getproxies_environment()
    proxy = proxies.get(place.scheme) or proxies.get("all")
    if not proxy or _is_excepted(place, proxies.get("no", "")):
        return None
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    if not proxy.lower().startswith(("http://", "https://")):
        raise failures.bad_proxy(proxy)
    return proxy


def _is_excepted(place: Place, names: str) -> bool:
    """Whether NO_PROXY names the host, or a domain that it is in."""
    for written in names.split(","):
        name = written.strip().lower().lstrip(".")
        if name == "*":
            return True
        if name and any(
            f".{each}".endswith(f".{name}") for each in (place.host, f"{place.host}:{place.port}")
        ):
            return True
    return False
