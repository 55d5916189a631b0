import { defineConfig } from "@playwright/test";

// `npm run test:e2e` starts the app and sets what is read here.
const executablePath = process.env["CHROMIUM_PATH"];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  globalSetup: "./test/sign-in.ts",
  use: {
    baseURL: process.env["TIDEMARK_URL"] ?? "http://127.0.0.1:3000",
    storageState: "test-results/signed-in.json",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
