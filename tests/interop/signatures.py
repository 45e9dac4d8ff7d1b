"""The signatures of the vectors as lines for tools without JSON: id, format, link, type, key (x or -), expected, document (JWS; of XML the file in base64)."""
import base64, json
from vectors import cases, file_of

for vector in cases("file"):
    for s in vector.get("signatures", []):
        file = file_of(vector)
        document = json.loads(file)["chain"][s["link"]] if vector["format"] == "jws" else base64.b64encode(file).decode()
        print(vector["id"], vector["format"], s["link"], s["type"], s["key"] or "-", str(s["valid"]).lower(), document, sep="\t")
