"""License files: the JSON around the licenses (section 1), their places in the chain (section 7), the reader's own key (LF-9.1)."""
import json
from .codes import code_of
from .delegation import check_below
from .licenses import SERVER, SESSION, identity, read_license
from .payload import no_doubles
from .signed import Refused, base64url, demand, headers, public_key, sha256, thumbprint, verify
def read_bundle(file):
    demand(len(file) <= 262144, "LF-1.1")
    try:
        raw = file.decode("utf-8")
        bundle = json.loads(raw, object_pairs_hook=no_doubles("LF-1.3"))
    except (ValueError, RecursionError):
        raise Refused("LF-1.2") from None
    demand(isinstance(bundle, dict) and {"lk", "chain"} <= bundle.keys() <= {"lk", "chain", "keys"}, "LF-1.3")
    demand(bundle["lk"] == "license-bundle/1", "LF-1.4")
    chain, keys = bundle["chain"], bundle.get("keys", {})
    demand(isinstance(chain, list) and 1 <= len(chain) <= 9 and all(isinstance(d, str) for d in chain), "LF-1.5")
    demand(all(raw.count(f'"{d}"') == chain.count(d) for d in chain), "LF-1.5")  # one written with an escape is not found
    demand(isinstance(keys, dict) and len(keys) <= 8 and all(isinstance(x, str) for x in keys.values()), "LF-1.7")
    for name in keys:
        identity(name)
    return chain, {name: public_key(x) for name, x in keys.items()}


def root_of(document, roots):  # LF-7.1; roots are (key, from, to)
    for key, _, _ in roots:
        if document.split(".")[0] in headers("server-license", key):
            return key
    raise Refused("LF-7.1")


def holder_key(link, keys):  # LF-7.2
    cnf = link.get("cnf", {})
    if "jwk" in cnf:
        return public_key(cnf["jwk"]["x"])
    return keys.get(link["sub"]) if "lkc" in cnf else None


def holder_code(link):
    return link["cnf"].get("lkc") or code_of(public_key(link["cnf"]["jwk"]["x"]), link["aud"])


def read_file(file, roots, expected=None, own=None):
    """The server licenses of an accepted file, each with content hash ("hash") and holder's key ("key"), and the session license."""
    documents, keys = read_bundle(file)
    for key, _, _ in roots:
        public_key(base64url(key))
    links, session, signer = [], None, root_of(documents[0], roots)
    for i, document in enumerate(documents):
        if i > 0:
            signer = links[-1]["key"]
            demand(signer, "LF-7.2")
        is_session = 0 < i == len(documents) - 1 and document.split(".")[0] in headers("session-license", signer)  # LF-1.6
        payload = verify(document, "session-license" if is_session else "server-license", signer)
        link = {**read_license(payload, SESSION if is_session else SERVER), "hash": sha256(payload)}
        if i == 0:
            check_master(link, signer, roots, expected)
        else:
            demand(link["aud"] == links[0]["aud"], "LF-7.7")
            demand(link["iss"] == links[-1]["sub"], "LF-7.11" if is_session else "LF-7.6")
        if is_session:
            session = link
        else:
            links.append(link | {"key": holder_key(link, keys)})
            demand(len(links) <= 8, "LF-1.6")
    for above, below in zip(links, links[1:]):
        check_below(above, below)
    check_names(links, session, keys, roots)
    if own and "cnf" in links[-1]:
        demand(holder_code(links[-1]) == code_of(own, links[-1]["aud"]), "LF-9.1")
    return links, session


def check_master(link, signer, roots, expected):
    demand(link["iss"] == thumbprint(signer) and "cnf" in link and not {"contact", "parent", "parentUrl"} & link["lk"].keys(), "LF-7.3")
    demand(any(key == signer and (a is None or a <= link["iat"]) and (b is None or link["iat"] < b) for key, a, b in roots), "LF-7.4")
    demand(expected in (None, link["aud"]), "LF-7.7")


def check_names(links, session, keys, roots):
    ids = [link["sub"] for link in links + ([session] if session else [])]
    demand(len(set(ids)) == len(ids), "LF-7.8")
    codes = [holder_code(link) for link in links if "cnf" in link]
    demand(len(set(codes)) == len(codes) and not {code_of(key, links[0]["aud"]) for key, _, _ in roots} & set(codes), "LF-7.9")
    by_code = {link["sub"]: link["cnf"]["lkc"] for link in links if "lkc" in link.get("cnf", {})}
    demand(all(by_code.get(name) == code_of(key, links[0]["aud"]) for name, key in keys.items()), "LF-7.10")
