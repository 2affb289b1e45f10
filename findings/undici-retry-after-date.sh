#!/usr/bin/env bash
# undici's RetryAgent does not wait until the time that a server names in Retry-After.
#
# Package:  npm undici 6.29.1 (7.30.2 beside it has it right). Read in lib/handler/retry-handler.js.
# Source:   RFC 9110, 10.2.3: Retry-After is a number of seconds or an HTTP date. undici's page on the retry handler says that it honours
#           the header, and its code has a function for dates; but the header was turned into a number first, so the function is
#           handed NaN.
# Expected: a server that answers 503 with a date four seconds ahead is asked again after about that time.
# Seen:     it is asked again after half a second, the agent's own first wait, as if there were no header. Seconds are honoured.
# Matters:  gateways and the proxies before them send dates when they are in maintenance or limit a sender; a client that comes back at
#           once uses up its tries, or is shut out, although the tests (with seconds) pass.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts undici@6.29.1 newer@npm:undici@7.30.2

cat > run.mjs <<'JS'
import assert from 'node:assert/strict';
import http from 'node:http';
import * as older from 'undici';
import * as newer from 'newer';

/** How long the second request came after the first, when the first was told to come back in four seconds. */
async function waited(undici, retryAfter) {
  const asked = [];
  const server = http.createServer((request, response) => {
    asked.push(Date.now());
    if (asked.length === 1) response.writeHead(503, { 'retry-after': retryAfter() });
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dispatcher = new undici.RetryAgent(new undici.Agent(), { minTimeout: 500, maxRetries: 1 });
  const { statusCode } = await undici.request(`http://127.0.0.1:${server.address().port}`, { dispatcher });
  assert.equal(statusCode, 200);
  await dispatcher.close();
  server.close();
  return asked[1] - asked[0];
}

const seconds = () => '4';
const date = () => new Date(Date.now() + 4000).toUTCString();

// A date has no parts of a second, so up to one of the four may be missing.
const [bySeconds, byDate, byDateNewer] = [await waited(older, seconds), await waited(older, date), await waited(newer, date)];
assert.ok(bySeconds >= 3900, `seconds: ${bySeconds} ms`);
assert.ok(byDateNewer >= 2900, `date, 7: ${byDateNewer} ms`);
assert.ok(byDate < 2500, `date, 6: ${byDate} ms`);
console.log(`undici 6: ${bySeconds} ms for "4", ${byDate} ms for a date four seconds ahead; undici 7: ${byDateNewer} ms for the date`);
JS
node run.mjs
