#!/usr/bin/env bash
# Makes the disk image from which an app is dragged to Applications: packaging/mac/dmg.sh dist/Backline.app dist/Backline.dmg
set -euo pipefail

fail() { echo "dmg.sh: $1" >&2; exit 1; }

[ $# -eq 2 ] || fail "Name the app and the disk image that is to be made."
app=${1%/} image=$2
[ "$(uname)" = Darwin ] || fail "A disk image needs macOS: hdiutil is a part of it."
[ -d "$app" ] || fail "$app does not exist. Build it first: python packaging/build.py"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ditto "$app" "$folder/$(basename "$app")"
ln -s /Applications "$folder/Applications"
for try in 1 2 3; do
    if hdiutil create -volname Backline -srcfolder "$folder" -fs HFS+ -format ULMO -ov "$image"; then break; fi
    # Spotlight and XProtect look into what was just written, and hold it for a while.
    [ "$try" -lt 3 ] || fail "hdiutil could not make $image."
    sleep 10
done
hdiutil verify "$image"
