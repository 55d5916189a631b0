import type { RawSpan } from "@/lib/conventions/raw-span";
import type { Json } from "@/lib/domain/span";

/** How many attributes one list may take up; more are left in the raw attributes only. */
const MAX_ENTRIES = 10_000;
const MAX_DEPTH = 12;

type Branch = Map<string, Branch | { readonly leaf: Json }>;

/**
 * The list a sender spread over keys such as `<prefix>.0.message.role`.
 *
 * Indexes order the items but need not start at 0 or be dense: 233…247 gives fifteen items.
 * Nothing is allocated by index. Undefined when there is no such key.
 */
export function unflatten(span: RawSpan, prefix: string): readonly Json[] | undefined {
  if (!span.lists().has(prefix)) return undefined;
  const dotted = `${prefix}.`;
  const root: Branch = new Map();
  let entries = 0;
  for (const key of span.keys()) {
    if (!key.startsWith(dotted)) continue;
    const path = key.slice(dotted.length).split(".");
    if (!isIndex(path[0]) || path.length > MAX_DEPTH) continue;
    plant(root, path, span.attributes[key] ?? null);
    entries += 1;
    if (entries === MAX_ENTRIES) break;
  }
  if (root.size === 0) return undefined;
  return inIndexOrder(root);
}

function isIndex(segment: string | undefined): boolean {
  return segment !== undefined && /^\d{1,9}$/.test(segment);
}

function plant(root: Branch, path: readonly string[], leaf: Json): void {
  let branch = root;
  for (const segment of path.slice(0, -1)) {
    const next = branch.get(segment);
    if (next instanceof Map) {
      branch = next;
    } else {
      const grown: Branch = new Map();
      branch.set(segment, grown);
      branch = grown;
    }
  }
  const last = path.at(-1) ?? "";
  // A value beside deeper keys (`x` and `x.y`) says less than they do.
  if (!(branch.get(last) instanceof Map)) branch.set(last, { leaf });
}

function inIndexOrder(branch: Branch): readonly Json[] {
  return [...branch].sort(([a], [b]) => Number(a) - Number(b)).map(([, node]) => jsonOf(node));
}

function jsonOf(node: Branch | { readonly leaf: Json }): Json {
  if (!(node instanceof Map)) return node.leaf;
  if ([...node.keys()].every(isIndex)) return inIndexOrder(node);
  return Object.fromEntries([...node].map(([key, child]) => [key, jsonOf(child)]));
}

/** Attributes under a prefix, by the rest of their key, e.g. `segment.` gives `{ plan: "pro" }`. */
export function attributesUnder(span: RawSpan, prefix: string): readonly [string, Json][] {
  const found: [string, Json][] = [];
  for (const key of span.keys()) {
    if (key.startsWith(prefix) && key.length > prefix.length) {
      found.push([key.slice(prefix.length), span.attributes[key] ?? null]);
    }
  }
  return found;
}
