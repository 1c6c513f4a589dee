import { defineConfig } from "@playwright/test";
import { BROWSER_FLAGS } from "./rig/browser.mjs";

/** `npm test` says where the console and the browser are; by hand, the ones of `npm run dev` and the PATH serve. */
export default defineConfig({
  testDir: "e2e/journeys",
  outputDir: "test-results",
  workers: 2,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: process.env.KLAR_URL ?? "http://localhost:3100",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    // recording costs a sixth of the time
    trace: process.env.KLAR_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: BROWSER_FLAGS },
  },
});
