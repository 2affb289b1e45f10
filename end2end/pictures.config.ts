// Takes the README's pictures into `screenshots/`: npx playwright test --config pictures.config.ts
import { defineConfig } from '@playwright/test';
import journeys from './playwright.config';
import { DESKTOP, PHONE } from './support/screens';

export default defineConfig({
  ...journeys,
  testDir: './pictures',
  outputDir: './test-results/pictures',
  workers: 1,
  reporter: 'line',
  projects: [
    { name: 'desktop', testMatch: 'desktop.spec.ts', use: { ...DESKTOP, deviceScaleFactor: 1 } },
    { name: 'phone', testMatch: 'phone.spec.ts', use: { ...PHONE, deviceScaleFactor: 2 } },
  ],
});
