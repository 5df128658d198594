#!/usr/bin/env bash
# Signs an app, or a disk image, with a Developer ID: packaging/mac/sign.sh dist/Backline.app
#
# CODESIGN_IDENTITY: such as "Developer ID Application: Jane Doe (AB12CD34EF)"; `security find-identity -v` lists them.
# "-" is nobody, which only seals an app that PyInstaller signed in the same way.
# From the inside out, since a signature seals what lies within; Apple advises against `codesign --deep`.
set -euo pipefail

fail() { echo "sign.sh: $1" >&2; exit 1; }

signed() { codesign --force --timestamp --options runtime --sign "$CODESIGN_IDENTITY" "$@"; }

is_code() { [[ $(file -b "$1") == Mach-O* ]]; }

sign_app() {
    local entitlements
    entitlements="$(cd "$(dirname "$0")" && pwd)/entitlements.plist"
    while IFS= read -r -d '' path; do
        if is_code "$path"; then signed "$path"; fi
    done < <(find "$1/Contents/Frameworks" "$1/Contents/Resources" -type f -print0)
    while IFS= read -r -d '' framework; do
        signed "$framework"
    done < <(find "$1/Contents/Frameworks" -depth -type d -name '*.framework' -print0)
    signed --entitlements "$entitlements" "$1"
    codesign --verify --deep --strict --verbose=2 "$1"
}

[ $# -eq 1 ] || fail "Name what is to be signed: an .app or a .dmg."
[ "$(uname)" = Darwin ] || fail "Signing needs macOS: codesign is a part of it."
[ -n "${CODESIGN_IDENTITY:-}" ] || fail "CODESIGN_IDENTITY is not set. \`security find-identity -v -p codesigning\` lists yours."
[ -e "$1" ] || fail "$1 does not exist. Build it first: python packaging/build.py"

if [ "$CODESIGN_IDENTITY" = - ]; then
    codesign --force --sign - "${1%/}"
    echo "Sealed, without a Developer ID: $1"
    exit
fi
case "$1" in
    *.app) sign_app "${1%/}" ;;
    *.dmg) signed "$1" ;;
    *) fail "$1 is neither an .app nor a .dmg." ;;
esac
echo "Signed: $1"
