#!/usr/bin/env bash
# What a first visit weighs with brotli, beside the bars it is held to.
set -euo pipefail
target/debug/bundler sizes --limits frontend/sizes.json
# shellcheck disable=SC2016  # the script is JavaScript
node -e '
  const { readFileSync, writeFileSync } = require("fs");
  const { sizes } = JSON.parse(readFileSync("target/site/manifest.json", "utf8"));
  const limits = JSON.parse(readFileSync("frontend/sizes.json", "utf8"));
  const figures = Object.fromEntries(Object.entries(limits).map(([entry, { aim }]) => {
    const bytes = sizes[`${entry}.wasm`].br + sizes[`${entry}.js`].br + sizes["main.css"].br;
    return [entry, { bytes, aim, ratio: Number((bytes / aim).toFixed(3)) }];
  }));
  writeFileSync(`${process.env.BENCH}/site-sizes.json`, JSON.stringify(figures, null, 2) + "\n");'
