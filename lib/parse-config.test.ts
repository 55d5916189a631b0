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
  expect(parseConfig({ PORT: "", DATABASE_URL: "", TIDEMARK_RETENTION_DAYS: "" })).toEqual(
    parseConfig({}),
  );
});

it.each([
  ["PORT", "abc"],
  ["PORT", "70000"],
  ["PORT", "80.5"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["DATABASE_URL", "localhost"],
  ["TIDEMARK_WORKER", "maybe"],
  ["TIDEMARK_RETENTION_DAYS", "0"],
  ["TIDEMARK_RETENTION_DAYS", "a month"],
  ["TIDEMARK_INIT_PROJECT", "Not A Slug"],
  ["TIDEMARK_INIT_KEY", "short"],
])("names %s when it is %s, in one line", (name, value) => {
  expect(() => parseConfig({ [name]: value })).toThrow(new RegExp(`^${name} must [^\\n]*$`));
});

it("reads both spellings of a switch", () => {
  for (const [text, worker] of [
    ["0", false],
    ["false", false],
    ["1", true],
    ["true", true],
  ] as const) {
    expect(parseConfig({ TIDEMARK_WORKER: text }).worker).toBe(worker);
  }
});

it("reads how long to keep traces", () => {
  expect(parseConfig({ TIDEMARK_RETENTION_DAYS: "90" }).retentionDays).toBe(90);
});

it("asks for a model where texts are to be embedded elsewhere", () => {
  const url = "http://127.0.0.1:1234/v1";
  expect(() => parseConfig({ TIDEMARK_EMBEDDINGS_URL: url })).toThrow(
    "TIDEMARK_EMBEDDINGS_MODEL must be set",
  );
  expect(
    parseConfig({ TIDEMARK_EMBEDDINGS_URL: url, TIDEMARK_EMBEDDINGS_MODEL: "small" }).embeddings,
  ).toEqual({ url, model: "small", key: null });
  expect(parseConfig({}).embeddings).toBeNull();
});
