import { expect, it } from "vitest";
import { keyOfRequest } from "./key-of-request";

const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString("base64")}`;

it.each([
  [{ authorization: "Bearer tm_a" }, "tm_a"],
  [{ authorization: "bearer   tm_a " }, "tm_a"],
  [{ authorization: basic("pk-lf-public:tm_b") }, "tm_b"],
  [{ authorization: basic("tm_b") }, "tm_b"],
  [{ "x-api-key": "tm_c" }, "tm_c"],
  [{ api_key: "tm_d" }, "tm_d"],
  [{ authorization: "Digest x", "x-api-key": "tm_e" }, "tm_e"],
])("takes the key from %j", (headers: Record<string, string>, key) => {
  expect(keyOfRequest(new Headers(headers))).toBe(key);
});

it.each([{}, { authorization: "Bearer" }, { authorization: "Basic" }, { "x-api-key": "" }])(
  "finds none in %j",
  (headers: Record<string, string>) => {
    expect(keyOfRequest(new Headers(headers))).toBeUndefined();
  },
);
