#!/usr/bin/env bash
# The signatures of the vectors as lines for tools without JSON: file, format, link, type, key (x or -), expected, document (of JWS; of XML -).
set -eu
cd "$(dirname "$0")/../vectors"
jq -r '.files[] | select(.signatures) | .file as $file | .format as $format | .signatures[] | [$file, $format, .link, .type, .key // "-", .valid] | @tsv' index.json |
    while IFS=$'\t' read -r file format link type key valid; do
        document=-
        if [ "$format" = jws ]; then document=$(jq -r --argjson link "$link" '.chain[$link]' "$file"); fi
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$file" "$format" "$link" "$type" "$key" "$valid" "$document"
    done
