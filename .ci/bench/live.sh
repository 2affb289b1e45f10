#!/usr/bin/env bash
# How soon a payment made elsewhere shows in an open page, in Chromium, on a database of its own with the journeys' sample.
set -euo pipefail
. .ci/common.sh
need npm npm && need chromium chromium
npm_packages end2end
cd end2end
SWITCHYARD_BIN=$SWITCHYARD CHROMIUM=${CHROMIUM:-$(command -v chromium)} PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
  npx --no-install playwright test --config measures.config.ts
