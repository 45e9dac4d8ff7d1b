"""The signatures of the vectors as lines for tools without JSON: id, format, link, type, key (x or -), expected, document (JWS; of XML the file in base64)."""
import base64, json
from vectors import bytes_of, cases

for vector in cases("file"):
    for s in vector.get("signatures", []):
        file = bytes_of(vector["file"])
        document = json.loads(file)["chain"][s["link"]] if vector["format"] == "jws" else base64.b64encode(file).decode()
        print(vector["id"], vector["format"], s["link"], s["type"], s["key"] or "-", str(s["valid"]).lower(), document, sep="\t")
