#!/usr/bin/env bash
# OpenSSL command line (3.0 and later): JWS. Reads lines of `signatures.py`; paste verify_jws into a script.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
unbase64url() { local text; text=$(tr -- '-_' '+/'); case $((${#text} % 4)) in 2) text+='==' ;; 3) text+='=' ;; esac; printf %s "$text" | openssl base64 -d -A; }

# Points about which libraries disagree: y of 0, 1, p - 1 and of order 8, whatever the sign bit, and y not below p. 32 bytes in hex.
hex() { unbase64url | od -An -v -tx1 | tr -d ' \n'; }

is_refused() {
    local hex=$1 last
    [ ${#hex} = 64 ] || return 0
    last=$(printf %02x $((0x${hex:62} & 0x7f)))
    case ${hex:0:62}$last in
        0000000000000000000000000000000000000000000000000000000000000000 | 0100000000000000000000000000000000000000000000000000000000000000 | \
        26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05 | c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a | \
        e[c-f]ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f | f?ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f) return 0 ;;
    esac
    return 1
}

# verify_jws DOCUMENT TYPE X: the one header that key and type allow, then the signature over the ASCII of header.payload.
verify_jws() {
    local header=${1%%.*} signature=${1##*.} kid alg allowed=no
    is_refused "$(printf %s "$3" | hex)" && return 1
    is_refused "$(printf %s "$signature" | hex | cut -c-64)" && return 1 # OpenSSL accepts the neutral point as R
    kid=$(printf '{"crv":"Ed25519","kty":"OKP","x":"%s"}' "$3" | openssl dgst -sha256 -binary | base64url)
    for alg in EdDSA Ed25519; do
        [ "$header" = "$(printf '{"alg":"%s","kid":"%s","typ":"%s"}' "$alg" "$kid" "$2" | base64url)" ] && allowed=yes
    done
    [ $allowed = yes ] || return 1
    { printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; printf %s "$3" | unbase64url; } > "$work/key.der" # SubjectPublicKeyInfo (RFC 8410)
    printf %s "${1%.*}" > "$work/signed"
    printf %s "$signature" | unbase64url > "$work/signature"
    [ "$(base64url < "$work/signature")" = "$signature" ] &&
        openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$work/key.der" -in "$work/signed" -sigfile "$work/signature" > /dev/null 2>&1
}

declare -A seen # most files share their upper links
checked=0 wrong=0
while IFS=$'\t' read -r name format link type key valid document; do
    [ "$format" = jws ] || continue
    found=${seen[$document $type $key]:-}
    if [ -z "$found" ]; then
        if [ "$key" != - ] && verify_jws "$document" "$type" "$key"; then found=true; else found=false; fi
        seen[$document $type $key]=$found
    fi
    checked=$((checked + 1))
    [ $found = "$valid" ] || { wrong=$((wrong + 1)); echo "$name, link $link: $found, expected $valid" >&2; }
done
echo "$(openssl version | cut -d' ' -f1,2): $checked verdicts, $wrong wrong"
[ $wrong = 0 ] && [ $checked -gt 0 ]
