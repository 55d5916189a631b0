import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const shared = {
  resolve: {
    alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") },
    conditions: ["react-server"],
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["{app,components,lib,scripts,bin}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.{integration,system}.test.ts"],
        },
      },
      {
        ...shared,
        test: {
          name: "integration",
          include: ["{app,lib,scripts}/**/*.integration.test.ts"],
          globalSetup: ["test/setup-template.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        // Needs a build: these start the whole product as a user does.
        ...shared,
        test: {
          name: "system",
          include: ["{app,lib,scripts}/**/*.system.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
