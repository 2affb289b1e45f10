// Journeys in Debian's Chromium, per role, on a desktop and on a phone. The product is the real one: the binary that `make run` starts,
// on a database of its own with sample data, beside the simulator.
import { defineConfig } from '@playwright/test';
import { PORTS } from './support/ports.mjs';
import { DESKTOP, PHONE } from './support/screens';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results/artifacts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: Number(process.env.RETRIES ?? 0),
  reporter: [['line'], ['json', { outputFile: './test-results/results.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${PORTS.server}`,
    browserName: 'chromium',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags },
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop', use: DESKTOP },
    // What has screens of its own, or needs a keyboard, runs once.
    { name: 'phone', use: PHONE, testIgnore: /(axe|details|figures|keyboard|lists)\.spec\.ts/ },
  ],
  webServer: {
    command: 'node support/serve.mjs',
    url: `http://127.0.0.1:${PORTS.server}/health/ready`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'pipe',
  },
});
