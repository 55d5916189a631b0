/** Numbers that a client sent without quotes and that may be those of a card. */
const MIN_CARD = 2_000_000_000_000;
/** Nothing shorter is a secret that is known by how it looks. */
const MIN_LENGTH = 6;

/**
 * The same value with every text in it rewritten, the names of fields included. What needs no change
 * is the very same object, so that what many spans share stays shared.
 */
export function redactJson(value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === "string") return value.length < MIN_LENGTH ? value : rewrite(value);
  if (typeof value === "number") return rewriteNumber(value, rewrite);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Array.isArray(value) ? rewriteList(value, rewrite) : rewriteFields(value, rewrite);
}

function rewriteNumber(value: number, rewrite: (text: string) => string): unknown {
  if (value < MIN_CARD || !Number.isSafeInteger(value)) return value;
  const text = String(value);
  const rewritten = rewrite(text);
  return rewritten === text ? value : rewritten;
}

function rewriteList(list: readonly unknown[], rewrite: (text: string) => string): unknown {
  let isSame = true;
  const rewritten = list.map((element) => {
    const other = redactJson(element, rewrite);
    isSame &&= other === element;
    return other;
  });
  return isSame ? list : rewritten;
}

function rewriteFields(record: object, rewrite: (text: string) => string): unknown {
  let isSame = true;
  const rewritten: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const otherName = name.length < MIN_LENGTH ? name : rewrite(name);
    const other = redactJson(value, rewrite);
    isSame &&= other === value && otherName === name;
    // A plain assignment to this name would set the object's prototype.
    if (otherName === "__proto__") {
      Object.defineProperty(rewritten, otherName, {
        value: other,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else rewritten[otherName] = other;
  }
  return isSame ? record : rewritten;
}
