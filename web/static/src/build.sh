#!/bin/sh
# Makes ../terang.css and ../terang.js. Needs node; deploying and testing do not. Run in this folder:
#   npm install --no-save govuk-frontend@6.3.0 sass@1 esbuild@0.28 && sh build.sh
# The font: python cutfont.py <plus-jakarta-sans-latin-wght-normal.woff2 of @fontsource-variable/plus-jakarta-sans 5.3.0> ../pjs.woff2
# Afterwards write the new SHA-256 sums into ../LICENCES.md; a test compares them.
set -eu
NOTE='/*! Contains govuk-frontend 6.3.0, MIT licence: LICENCES.md */'
node_modules/.bin/sass --no-source-map --no-charset --style=compressed --load-path=node_modules terang.scss ../terang.css
{ printf '%s\n' "$NOTE"; cat ../terang.css; } > ../terang.tmp && mv ../terang.tmp ../terang.css
node_modules/.bin/esbuild terang.mjs --bundle --minify --format=esm --target=es2020 --legal-comments=none --banner:js="$NOTE" --outfile=../terang.js
