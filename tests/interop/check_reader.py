"""Python: the complete reader in reader/, from docs/file-format.md alone, must agree with every verdict of the vectors but those on XML."""
import datetime, sys
from reader.chain import read_file
from reader.codes import code_of, typed_code
from reader.delegation import seats_at
from reader.installation import Installation
from reader.messages import read_activation, read_lease, read_message
from reader.rights import most, standing
from reader.signed import Refused, public_key, unbase64url
from vectors import bytes_of, cases


def instant(text):
    return None if text is None else int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def roots_of(case):
    return [(unbase64url(root["key"]), instant(root["from"]), instant(root["to"])) for root in case["roots"]]


def license_file(case):
    links, session = read_file(bytes_of(case["file"]), roots_of(case), case["product"], case["holder"] and unbase64url(case["holder"]))
    if not case["accepted"]:
        return
    last, lk, t = links[-1], links[-1]["lk"], instant(case["at"])
    said = {"id": last["sub"], "links": len(links), "sha256": last["hash"]} | ({"session": session["sub"]} if session else {})
    said |= {name: lk[name] for name in ("serial", "client", "state", "oem", "maxLicenses", "maxDuration")}
    expected = {name: instant(value) if name in ("notBefore", "expires") else value for name, value in case["license"].items()}
    assert said | {"notBefore": last["nbf"], "expires": last["exp"]} == expected, "license"
    assert standing(links, t) == case["standing"], f"standing {standing(links, t)}"
    assert {kind: seats_at(last, t).get(kind, 0) for kind in lk["seats"]} == case["effective"]["seats"], "seats"
    assert {kind: most(links, kind, t) for kind in lk["seats"] if kind != "generic"} == case["effective"]["most"], "most"


def license_code(case):
    code = typed_code(case["text"], case["product"])
    assert code == case["canonical"], code
    assert "key" not in case or (code == code_of(unbase64url(case["key"]), case["product"])) == case["matches"], "matches"


def message(case):
    key, document = unbase64url(case["key"]), bytes_of(case["document"]).decode("ascii")
    read_activation(document, key) if case["message"] == "activation" else read_message(document, case["message"], key)


def lease(case):
    links, _ = read_file(bytes_of(case["chain"]), roots_of(case), case["product"])
    read_lease(bytes_of(case["document"]).decode("ascii"), links, case["request"])


def sequence(case):
    installation = Installation(roots_of(case), case["product"], unbase64url(case["holder"]))
    for number, step in enumerate(case["steps"], 1):
        at = instant(step["at"])
        why = problem(step, lambda: do(installation, step, at))
        assert why is None, f"step {number}: {why}"
        assert installation.standing(at) == step["standing"], f"step {number}: standing {installation.standing(at)}"
        assert installation.own_contact() == instant(step.get("contact")), f"step {number}: contact {installation.own_contact()}"


def do(installation, step, at):
    if "take" in step:
        installation.take(bytes_of(step["take"]))
    if "ping" in step:
        installation.send(step["ping"]["seq"], step["ping"]["nonce"], at)
    if "answer" in step:
        answer = step["answer"]
        installation.answer(answer["pong"], bytes_of(answer["bundle"]) if "bundle" in answer else None, answer.get("above", []), at)


READERS = {"file": license_file, "license-code": license_code, "public-key": lambda case: public_key(case["key"]),
           "message": message, "lease": lease, "sequence": sequence}


def problem(case, read):
    """What this reader says that the case does not; None where they agree."""
    try:
        read()
    except Refused as e:
        return f"refused by {e}" if case.get("accepted", True) else None
    except Exception as e:  # a reader of hostile bytes does not fall over either
        return f"{type(e).__name__}: {e}"
    return None if case.get("accepted", True) else "accepted"


def main():
    checked = wrong = 0
    for type, read in READERS.items():
        for case in cases(type):
            if case.get("format") == "xml":
                continue
            checked += 1
            if why := problem(case, lambda: read(case)):
                wrong += 1
                print(f"{case['rule']} {case['id']}: {why} ({case['comment']})", file=sys.stderr)
    print(f"python {sys.version.split()[0]}, reader: {checked} verdicts, {wrong} wrong")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
