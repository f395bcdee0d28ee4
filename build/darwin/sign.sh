#!/usr/bin/env bash
# Builds, signs and notarises the macOS application. It runs on a Mac with the
# Xcode command line tools: WebKit's headers come only with them.
#
# Once, beforehand:
#   1. a "Developer ID Application" certificate of the Apple developer
#      programme in the login keychain (security find-identity -v -p codesigning
#      shows its name);
#   2. the notary service's credentials in the keychain:
#      xcrun notarytool store-credentials linkledger --apple-id YOU --team-id TEAM
#      (it asks for an app-specific password).
#
# Then:
#   SIGNING_IDENTITY="Developer ID Application: NAME (TEAM)" build/darwin/sign.sh
#
# The result is build/bin/Linkledger.zip, which opens on any Mac without a warning.
set -euo pipefail
cd "$(dirname "$0")/../.."

die() {
	echo "sign: $1" >&2
	exit 1
}

[ "$(uname -s)" = Darwin ] || die "this runs only on a Mac"
: "${SIGNING_IDENTITY:?name the certificate, for example \"Developer ID Application: NAME (TEAM)\"}"
profile=${NOTARY_PROFILE:-linkledger}

npm --prefix frontend ci
npm --prefix frontend run build
"$(build/tool.sh wails)" build -platform darwin/universal -s -skipbindings -m -nosyncgomod -trimpath \
	-ldflags "-X main.version=$(build/version.sh)"

# Wails names the bundle after the project or after the product, by version.
app=$(find build/bin -maxdepth 1 -name '*.app' -print -quit)
[ -n "$app" ] || die "the build left no application in build/bin"

# --options runtime: the hardened runtime, without which Apple notarises nothing.
codesign --force --deep --options runtime --timestamp \
	--entitlements build/darwin/entitlements.plist --sign "$SIGNING_IDENTITY" "$app"
codesign --verify --strict --verbose=2 "$app"

zip=build/bin/Linkledger.zip
ditto -c -k --keepParent "$app" "$zip"
xcrun notarytool submit "$zip" --keychain-profile "$profile" --wait
xcrun stapler staple "$app"
ditto -c -k --keepParent "$app" "$zip" # again: now with the notary's ticket in it
spctl --assess --type execute --verbose=2 "$app"
echo "signed and notarised: $zip"
