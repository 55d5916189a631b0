import { defineConfig } from "prisma/config";

// `prisma generate` only checks that a schema engine exists; it never runs it. Pointing it at
// Node itself keeps installs offline.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= process.execPath;

export default defineConfig({ schema: "prisma/schema.prisma" });
