import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancestorsOf, buildTraceTree, guidesOf, type TreeSpan, visibleRows } from "./trace-tree";

const span = (spanId: string, parentId: string | null = null, startMs = 0): TreeSpan => ({
  spanId,
  parentId,
  startMs,
  status: "ok",
});

/** The tree as text: one line a span, indented by depth. */
function drawn(spans: readonly TreeSpan[]): string[] {
  return buildTraceTree(spans).nodes.map(
    (node) => `${"  ".repeat(node.depth)}${spans[node.span]?.spanId}`,
  );
}

/** Any parents at all: absent ones, rings, itself. */
const anySpans = fc
  .array(fc.record({ parent: fc.option(fc.nat(30)), startMs: fc.nat(5), failed: fc.boolean() }), {
    maxLength: 25,
  })
  .map((rows) =>
    rows.map(
      ({ parent, startMs, failed }, index): TreeSpan => ({
        spanId: `${index}`,
        parentId: parent === null ? null : `${parent}`,
        startMs,
        status: failed ? "error" : "ok",
      }),
    ),
  );

describe("buildTraceTree", () => {
  it("puts children below parents that come later in the list", () => {
    expect(drawn([span("b", "a"), span("c", "b"), span("a")])).toEqual(["a", "  b", "    c"]);
  });

  it("orders siblings by start, and by arrival when they start together", () => {
    const spans = [span("root"), span("c", "root", 5), span("a", "root", 1), span("b", "root", 1)];
    expect(drawn(spans)).toEqual(["root", "  a", "  b", "  c"]);
  });

  it("keeps several roots, and shows a span whose parent never came as one of them", () => {
    const spans = [span("a", null, 1), span("orphan", "gone", 2), span("b", "orphan", 3)];
    expect(drawn(spans)).toEqual(["a", "orphan", "  b"]);
    expect(buildTraceTree(spans).nodes.map((node) => node.rootReason)).toEqual([
      null,
      "parent_not_received",
      null,
    ]);
  });

  it("breaks a ring of parents at the span that began first, and says so", () => {
    const spans = [span("a", "c", 3), span("b", "a", 1), span("c", "b", 2), span("d", "a", 4)];
    const tree = buildTraceTree(spans);
    expect(drawn(spans)).toEqual(["b", "  c", "    a", "      d"]);
    expect(tree.nodes[0]?.rootReason).toBe("cycle");
  });

  it("shows a span that names itself as its parent", () => {
    expect(buildTraceTree([span("a", "a")]).nodes[0]).toMatchObject({
      depth: 0,
      rootReason: "cycle",
    });
  });

  it("loses nothing and counts right, whatever the parents are", () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { nodes, positions } = buildTraceTree(spans);
        expect(nodes.map((node) => node.span).sort((a, b) => a - b)).toEqual(
          spans.map((_, index) => index),
        );
        for (const [position, node] of nodes.entries()) {
          expect(positions[node.span]).toBe(position);
          expect(node.parent).toBeLessThan(position);
          const below = nodes.slice(position + 1, position + node.size);
          expect(below.every((child) => child.depth > node.depth)).toBe(true);
          expect(nodes[position + node.size]?.depth ?? 0).toBeLessThanOrEqual(node.depth);
          const errors = below.filter((child) => spans[child.span]?.status === "error");
          expect(node.errorsBelow).toBe(errors.length);
        }
      }),
    );
  });

  it("keeps every link to a parent that is there, but for the one that closes a ring", () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { nodes } = buildTraceTree(spans);
        const ids = new Set(spans.map(({ spanId }) => spanId));
        const linked = nodes.filter((node) => node.rootReason !== "cycle");
        const parents = linked.map((node) => spans[nodes[node.parent]?.span ?? -1]?.spanId);
        const asked = linked.map((node) => spans[node.span]?.parentId ?? "");
        expect(parents).toEqual(
          asked.map((parentId) => (ids.has(parentId) ? parentId : undefined)),
        );
      }),
    );
  });

  it("lays out 50 000 spans at once, as a chain and as a bush, in well under a second", () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => span(`${i}`, i ? `${i - 1}` : null, i));
    const bush = chain.map((row, i) => ({ ...row, parentId: i ? `${Math.floor(i / 9)}` : null }));
    const startedAt = performance.now();
    expect(buildTraceTree([...chain].reverse()).nodes.at(-1)?.depth).toBe(49_999);
    expect(buildTraceTree(bush).nodes[0]?.size).toBe(50_000);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe("what is shown of a tree", () => {
  const tree = buildTraceTree([
    span("root"),
    span("a", "root", 1),
    span("a1", "a", 2),
    span("a2", "a", 3),
    span("b", "root", 4),
    span("b1", "b", 5),
  ]);

  it("hides what is below a collapsed span, also when a collapsed one is inside", () => {
    expect(visibleRows(tree, new Set())).toEqual([0, 1, 2, 3, 4, 5]);
    expect(visibleRows(tree, new Set([1]))).toEqual([0, 1, 4, 5]);
    expect(visibleRows(tree, new Set([0, 1]))).toEqual([0]);
  });

  it("shows every span when nothing is collapsed, and each top span always", () => {
    fc.assert(
      fc.property(anySpans, fc.array(fc.nat(30)), (spans, collapsed) => {
        const any = buildTraceTree(spans);
        expect(visibleRows(any, new Set())).toHaveLength(spans.length);
        const shown = visibleRows(any, new Set(collapsed));
        const tops = any.nodes.flatMap((node, position) => (node.depth === 0 ? [position] : []));
        expect(shown).toEqual(expect.arrayContaining(tops));
        for (const position of shown) {
          expect(ancestorsOf(any, position).some((above) => collapsed.includes(above))).toBe(false);
        }
      }),
    );
  });

  it("draws a line through a column where the branch goes on below", () => {
    expect(guidesOf(tree, 0, 8)).toEqual([]);
    expect(guidesOf(tree, 1, 8)).toEqual([true]);
    expect(guidesOf(tree, 3, 8)).toEqual([true, false]);
    expect(guidesOf(tree, 5, 8)).toEqual([false, false]);
    expect(guidesOf(tree, 3, 1)).toEqual([false]);
  });

  it("names ancestors from the nearest up", () => {
    expect(ancestorsOf(tree, 3)).toEqual([1, 0]);
  });
});
