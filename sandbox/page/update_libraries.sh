#!/usr/bin/env bash
# Takes the page's two small libraries from the npm registry; what it writes is committed, so nobody needs Node to run the page.
set -euo pipefail
cd "$(dirname "$0")/files/vendor"

PREACT=11.2.0
HTM=3.1.1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for package in "preact@$PREACT" "htm@$HTM"; do
  (cd "$work" && npm pack --silent "$package" >/dev/null)
  mkdir "$work/${package%@*}"
  tar -xzf "$work"/"${package%@*}"-*.tgz -C "$work/${package%@*}" --strip-components=1
done

# Browsers find modules by address, not by a package's name.
sed -e '/^\/\/# sourceMappingURL/d' "$work/preact/dist/preact.mjs" > preact.mjs
sed -e '/^\/\/# sourceMappingURL/d' -e 's#from *"preact"#from"./preact.mjs"#' "$work/preact/hooks/dist/hooks.mjs" > hooks.mjs
cp "$work/htm/dist/htm.mjs" htm.mjs
cp "$work/preact/LICENSE" LICENSE-preact
cp "$work/htm/LICENSE" LICENSE-htm
echo "preact $PREACT, htm $HTM" > VERSIONS
