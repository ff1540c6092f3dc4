#!/usr/bin/env bash
# assets.sh: proves that the assets come out the same each time, carry no font, crown or outside address, and that
# passing a budget fails the build.
set -u
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0

verdict() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}

echo 1..6
mkdir "$work/web"
cp -r web/asset "$work/web/asset"
ln -s "$PWD/node_modules" "$work/node_modules"
mkdir "$work/scripts" && cp scripts/assets.mjs "$work/scripts/"
cd "$work" || exit 1

node scripts/assets.mjs one >log 2>&1
verdict $? "assets are built"
node scripts/assets.mjs two >>log 2>&1 && diff -rq -x manifest one two >>log
verdict $? "the same sources give the same bytes"
cat one/*.css | grep -qiE '@font-face|url\((.?https?:|/)' && rc=1 || rc=0
verdict $rc "the style sheet fetches nothing"
cat one/*.css one/*.js | grep -qiE 'GDS Transport|govuk-crest|govuk-logotype|/assets/fonts' && rc=1 || rc=0
verdict $rc "no font, crest or logo of GOV.UK"
grep -q 'sourceMappingURL' one/*.js && rc=1 || rc=0
verdict $rc "no script points at a source map that is not served"

# Noise that does not compress: 40 KB of digests.
for i in $(seq 640); do
    echo ".n$i{content:\"$(echo "$i" | sha256sum | cut -c1-64)\"}"
done >>web/asset/_layer.scss
node scripts/assets.mjs three >>log 2>&1
[ $? -eq 1 ] && grep -q 'app.css is [0-9]* bytes as brotli, over its budget' log && [ ! -e three/manifest ]
verdict $? "a style sheet over its budget fails the build"
