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

# headers TYPE X: the two headers that key and type allow, in base64url; once for each, as many documents share them.
declare -A headers files
headers() {
    local kid alg
    kid=$(printf '{"crv":"Ed25519","kty":"OKP","x":"%s"}' "$2" | openssl dgst -sha256 -binary | base64url)
    for alg in EdDSA Ed25519; do
        printf '{"alg":"%s","kid":"%s","typ":"%s"}' "$alg" "$kid" "$1" | base64url
        echo
    done
}

# use_key X: leaves the name of its file in $key_file, empty where the key must be refused.
use_key() {
    if [ -z "${files[$1]+known}" ]; then
        files[$1]=
        if ! is_refused "$(printf %s "$1" | hex)"; then
            files[$1]=$work/key.${#files[@]}
            { printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; printf %s "$1" | unbase64url; } > "${files[$1]}" # SubjectPublicKeyInfo (RFC 8410)
        fi
    fi
    key_file=${files[$1]}
}

# verify_jws DOCUMENT TYPE X: the one header that key and type allow, then the signature over the ASCII of header.payload.
verify_jws() {
    local header=${1%%.*} signature=${1##*.}
    use_key "$3"
    [ -n "$key_file" ] || return 1
    [ -n "${headers[$2 $3]:-}" ] || headers[$2 $3]=$(headers "$2" "$3")
    case $'\n'${headers[$2 $3]}$'\n' in *$'\n'"$header"$'\n'*) ;; *) return 1 ;; esac
    [[ $signature =~ ^[A-Za-z0-9_-]{85}[AQgw]$ ]] || return 1 # canonical base64url of 64 bytes
    printf %s "$signature" | unbase64url > "$work/signature"
    is_refused "$(od -An -v -tx1 -N32 "$work/signature" | tr -d ' \n')" && return 1 # OpenSSL accepts the neutral point as R
    printf %s "${1%.*}" > "$work/signed"
    openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$key_file" -in "$work/signed" -sigfile "$work/signature" > /dev/null 2>&1
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
