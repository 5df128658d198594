#!/usr/bin/env bash
# Has Apple look at a signed app, or disk image, and staples its answer: packaging/mac/notarise.sh dist/Backline.app
#
# APPLE_ID, APPLE_TEAM_ID: of the developer's account. APPLE_PASSWORD: for this alone, from account.apple.com
# ("App-Specific Passwords"). Takes some minutes.
set -euo pipefail

fail() { echo "notarise.sh: $1" >&2; exit 1; }

asked() { xcrun notarytool "$@" --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM_ID" --password "$APPLE_PASSWORD"; }

[ $# -eq 1 ] || fail "Name what is to be notarised: an .app or a .dmg."
[ "$(uname)" = Darwin ] || fail "Notarising needs macOS with Xcode's command line tools."
xcrun --find notarytool >/dev/null 2>&1 || fail "notarytool is missing. It comes with Xcode 13 or later: xcode-select --install"
for name in APPLE_ID APPLE_TEAM_ID APPLE_PASSWORD; do
    [ -n "${!name:-}" ] || fail "$name is not set."
done
[ -e "$1" ] || fail "$1 does not exist. Build it first: python packaging/build.py"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
case "$1" in
    *.app) sent="$folder/app.zip" && ditto -c -k --keepParent "${1%/}" "$sent" ;;
    *.dmg) sent="$1" ;;
    *) fail "$1 is neither an .app nor a .dmg." ;;
esac

asked submit "$sent" --wait --timeout 1h --output-format json >"$folder/answer.json" || true
status=$(plutil -extract status raw -o - "$folder/answer.json" 2>/dev/null || echo "without an answer")
if [ "$status" != Accepted ]; then
    cat "$folder/answer.json" >&2
    if id=$(plutil -extract id raw -o - "$folder/answer.json" 2>/dev/null); then asked log "$id" >&2; fi
    fail "Apple did not accept $1: $status."
fi
xcrun stapler staple "${1%/}"
echo "Notarised: $1"
