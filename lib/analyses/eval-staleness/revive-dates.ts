const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What was kept as JSON with its moments as dates again: fields whose name ends in `At` or is `asOf`. */
export function reviveDates<Value>(stored: Value): Value {
  return revive(stored) as Value;
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isMoment = (key.endsWith("At") || key === "asOf") && typeof inner === "string";
      return [key, isMoment && ISO_TIME.test(inner) ? new Date(inner) : revive(inner)];
    }),
  );
}
