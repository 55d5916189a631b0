import { expect, it } from "vitest";
import { parseConfig } from "./parse-config";

it("needs no variable at all", () => {
  expect(parseConfig({})).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    databaseUrl: null,
    ingestMaxBytes: 16_777_216,
    worker: true,
    retentionDays: null,
  });
});

it("takes an empty variable for an absent one", () => {
  expect(parseConfig({ PORT: "", DATABASE_URL: "", TIDEMARK_DEMO: "" })).toEqual(parseConfig({}));
});

it.each([
  ["PORT", "abc"],
  ["PORT", "70000"],
  ["PORT", "80.5"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["DATABASE_URL", "localhost"],
  ["TIDEMARK_DEMO", "maybe"],
  ["TIDEMARK_INIT_PROJECT", "Not A Slug"],
  ["TIDEMARK_RETENTION_DAYS", "0"],
])("names %s when it is %s, in one line", (name, value) => {
  expect(() => parseConfig({ [name]: value })).toThrow(new RegExp(`^${name} must [^\\n]*$`));
});

it("reads both spellings of a switch", () => {
  expect(parseConfig({ TIDEMARK_DEMO: "0", TIDEMARK_WORKER: "false" })).toMatchObject({
    demo: false,
    worker: false,
  });
});
