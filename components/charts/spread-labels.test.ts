import { expect, it } from "vitest";
import { spreadLabels } from "./spread-labels";

const rounded = (places: readonly number[]) => places.map((place) => Number(place.toFixed(6)));

it("leaves labels that have room where they belong", () => {
  expect(spreadLabels([0.1, 0.5, 0.9], 0.1)).toEqual([0.1, 0.5, 0.9]);
});

it("parts labels that would touch", () => {
  expect(rounded(spreadLabels([0.5, 0.52, 0.53], 0.1))).toEqual([0.5, 0.6, 0.7]);
});

it("keeps the last within the picture", () => {
  expect(rounded(spreadLabels([0.95, 0.97, 0.99], 0.1))).toEqual([0.8, 0.9, 1]);
});
