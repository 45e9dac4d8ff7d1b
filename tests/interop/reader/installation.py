"""An installation: the license that it holds, what it remembers of files, what it believes of answers (sections 9, 10 and 12)."""
from .chain import holder_code, read_file
from .codes import code_of
from .messages import read_message
from .payload import LAST, UNLIMITED
from .rights import standing
from .signed import Refused, demand

OTHER = "bound-elsewhere"


class Installation:
    def __init__(self, roots, product, key):
        self.roots, self.product, self.key = roots, product, key
        self.links, self.seen, self.ping = [], {}, None
        self.contact, self.given_away = {}, False  # last contact of each link by id; LF-12.36

    def take(self, file):
        """LF-9.1 to LF-9.4. A file that is refused changes nothing."""
        links, _ = read_file(file, self.roots, self.product)
        own = links[-1]
        demand(not self.links or self.links[-1]["sub"] == own["sub"], "LF-9.4")
        paths = ["/".join(link["sub"] for link in links[:i + 1]) for i in range(len(links))]
        for path, link in zip(paths, links):
            serial, content = self.seen.get(path, (link["lk"]["serial"], link["hash"]))
            demand(serial <= link["lk"]["serial"] <= serial + 2**20, "LF-9.3")
            demand(link["lk"]["serial"] != serial or link["hash"] == content, "LF-9.3")
        demand(self.links or self.is_own(own), "LF-9.1")
        if self.links and self.links[-1]["lk"]["serial"] < own["lk"]["serial"]:
            self.given_away = False
        self.links = links
        self.seen |= {path: (link["lk"]["serial"], link["hash"]) for path, link in zip(paths, links)}

    def is_own(self, link):
        return "cnf" not in link or holder_code(link) == code_of(self.key, link["aud"])

    def send(self, seq, nonce, at):
        self.ping = {"seq": seq, "nonce": nonce, "sent": at}

    def answer(self, document, bundle, above, at):
        """LF-12.32 to LF-12.38. Raises when a part of it is refused; what is not refused counts."""
        ping, self.ping, refused = self.ping, None, None  # LF-12.37
        if ping is None:
            return
        try:
            if bundle is not None:
                self.take(bundle)
        except Refused as e:
            refused = e
        pong, parent, own = read_message(document, "pong", self.links[-2]["key"]), self.links[-2], self.links[-1]
        demand((pong["iss"], pong["aud"]) == (parent["sub"], own["sub"]), "LF-12.33")
        demand((pong["lk"]["seq"], pong["lk"]["nonce"]) == (ping["seq"], ping["nonce"]), "LF-12.33")
        if self.holds(pong):
            self.contact[own["sub"]] = min(ping["sent"], pong["iat"])  # LF-12.35
            self.given_away = False
            self.take_above(above, at)
        elif bundle is None and len(pong["lk"]["chain"]) == len(self.links) and pong["lk"]["chain"][-1]["serial"] > own["lk"]["serial"]:
            self.given_away = True  # LF-12.36
        if refused:
            raise refused

    def holds(self, pong, links=None):  # LF-12.34
        links, named = links or self.links, pong["lk"]["chain"]
        return len(named) == len(links) and all(
            link["lk"]["serial"] > one["serial"] or (link["lk"]["serial"], link["hash"]) == (one["serial"], one["sha256"])
            for link, one in zip(links, named))

    def take_above(self, documents, now):  # LF-12.38
        for document in documents:
            for i in range(1, len(self.links) - 1):
                parent, link = self.links[i - 1:i + 1]
                try:
                    pong = read_message(document, "pong", parent["key"])
                except Refused:
                    continue
                if (pong["iss"], pong["aud"]) == (parent["sub"], link["sub"]) and self.holds(pong, self.links[:i + 1]):
                    self.contact[link["sub"]] = max(self.contact.get(link["sub"], 0), min(pong["iat"], now))

    def own_contact(self):
        return self.contact.get(self.links[-1]["sub"]) if self.links else None

    def fresh_until(self):  # LF-12.39
        until = LAST + 1
        for i in range(len(self.links) - 1, 0, -1):
            link = self.links[i]
            if "contact" not in link["lk"]:
                break
            least = min(above["lk"]["maxOffline"] for above in self.links[:i])
            silence = min(link["lk"]["contact"]["silence"], LAST if least == UNLIMITED else least)
            until = min(until, self.contact.get(link["sub"], link["iat"]) + silence)
        return until

    def standing(self, t):  # LF-10.9
        if not self.links:
            return "none"
        by_file = standing(self.links, t)
        if by_file in ("suspended", "revoked", "not-activated"):
            return by_file
        if not self.is_own(self.links[-1]):
            return OTHER
        if by_file in ("not-yet", "expired"):
            return by_file
        return OTHER if self.given_away else "stale" if t >= self.fresh_until() else by_file
