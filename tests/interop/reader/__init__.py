"""A complete reader of license files (JWS) and messages. Each module is a section of docs/file-format.md; each check names its rule."""
