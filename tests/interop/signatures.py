"""The signatures of the vectors as lines for tools without JSON: file, format, link, type, key (x or -), expected, document (of JWS; of XML -)."""
import json, pathlib

folder = pathlib.Path(__file__).resolve().parent.parent / "vectors"
for vector in json.loads((folder / "index.json").read_text("utf-8"))["files"]:
    for s in vector["signatures"] or []:
        document = json.loads((folder / vector["file"]).read_bytes())["chain"][s["link"]] if vector["format"] == "jws" else "-"
        print(vector["file"], vector["format"], s["link"], s["type"], s["key"] or "-", str(s["valid"]).lower(), document, sep="\t")
