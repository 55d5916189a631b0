import { expect, it } from "vitest";
import { unflatten } from "@/lib/conventions/unflatten";
import { aRawSpan } from "@/test/raw-span";

it("builds a list of objects with lists in them", () => {
  const span = aRawSpan({ "a.1.x": 1, "a.0.y.0.z": 2, "a.0.y.1": 3, b: 4, "a.name": 5 });
  expect(unflatten(span, "a")).toEqual([{ y: [{ z: 2 }, 3] }, { x: 1 }]);
});

it("compacts sparse indexes in their order, without allocating by them", () => {
  const span = aRawSpan({ "a.999999999.x": "last", "a.7.x": "first" });
  expect(unflatten(span, "a")).toEqual([{ x: "first" }, { x: "last" }]);
});

it("keeps deeper keys over a value at the same place, in either order", () => {
  expect(unflatten(aRawSpan({ "a.0": 1, "a.0.x": 2 }), "a")).toEqual([{ x: 2 }]);
  expect(unflatten(aRawSpan({ "a.0.x": 2, "a.0": 1 }), "a")).toEqual([{ x: 2 }]);
});

it("stops at ten thousand entries", () => {
  const many = Object.fromEntries(Array.from({ length: 12_000 }, (_, at) => [`a.${at}`, at]));
  expect(unflatten(aRawSpan(many), "a")).toHaveLength(10_000);
});

it("gives nothing when there is no such list", () => {
  expect(unflatten(aRawSpan({ "a.name": 1, ab: 2 }), "a")).toBeUndefined();
});
