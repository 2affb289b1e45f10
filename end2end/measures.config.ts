// Measures what a person waits for, for `make bench`: npx playwright test --config measures.config.ts
import { defineConfig } from '@playwright/test';
import journeys from './playwright.config';
import { DESKTOP } from './support/screens';

export default defineConfig({
  ...journeys,
  testDir: './measures',
  outputDir: './test-results/measures',
  timeout: 300_000,
  workers: 1,
  retries: 0,
  reporter: 'line',
  use: { ...journeys.use, trace: 'off', screenshot: 'off' },
  projects: [{ name: 'desktop', use: DESKTOP }],
});
