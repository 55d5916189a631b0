#!/usr/bin/env node
// Only syntax that Node 14 can read, so that an old Node gets the line below and not a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`tidemark: needs Node 20.19 or newer, and this is Node ${process.versions.node}.`);
  process.exit(1);
}

const { main } = await import("./main.mjs");
await main(process.argv.slice(2));
