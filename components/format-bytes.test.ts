import { expect, it } from "vitest";
import { formatBytes } from "./format-bytes";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [12_345, "12.3 kB"],
  [1_050_000, "1.05 MB"],
  [5e12, "5000 GB"],
])("writes %d as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
