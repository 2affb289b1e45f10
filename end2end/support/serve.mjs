// Starts the product for the journeys: a new SQLite file with sample data, the simulator, the server. Everything lies in a temporary
// folder and is gone afterwards. Stops with SIGTERM.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PORTS, USERS } from './ports.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.SWITCHYARD_BIN ?? join(root, 'target/debug/switchyard');
const folder = mkdtempSync(join(tmpdir(), 'switchyard-e2e-'));
const env = {
  ...process.env,
  DATABASE_URL: process.env.E2E_DATABASE_URL ?? `sqlite://${folder}/e2e.sqlite`,
  SWITCHYARD_DATA_DIR: folder,
  SWITCHYARD_LISTEN: `127.0.0.1:${PORTS.server}`,
  SWITCHYARD_SIMULATOR_LISTEN: `127.0.0.1:${PORTS.simulator}`,
  SWITCHYARD_PACE_MS: '50',
  SWITCHYARD_JITTER_MS: '20',
  SWITCHYARD_LOG: process.env.SWITCHYARD_LOG ?? 'warn',
};
const run = (...args) => execFileSync(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
const start = (...args) => spawn(program, args, { cwd: root, env, stdio: 'inherit' });

run('migrate');
run('demo', '--users', String(USERS), '--seed', '7', '--simulator-url', `http://127.0.0.1:${PORTS.simulator}`);
const children = [start('simulator'), start('serve')];
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
let left = children.length;
for (const child of children) {
  child.on('exit', () => {
    stop();
    left -= 1;
    if (left === 0) {
      rmSync(folder, { recursive: true, force: true });
      process.exit(0);
    }
  });
}
