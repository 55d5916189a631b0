import type { RawSpan, Reader, ReaderPlan } from "@/lib/conventions/raw-span";
import type { JsonObject } from "@/lib/domain/span";

/*
 * A span is asked some three hundred questions, one a dialect and field, and nearly all of them end
 * at a key that is not there. Spans of one instrumentation have the same keys, so the answers that
 * follow from keys alone are found once and kept.
 */

const VARIES = Symbol("varies");

/** A plan is made when keys are met again; keys that never are must not push out others for long. */
const MAX_PLANS = 1_000;
const MAX_KEYS = 64;
const MAX_NAME_LENGTH = 4_000;

const plans = new Map<string, ReaderPlan | null>();

/** The plan of spans like this one; undefined when such a span is rare, large or has events. */
export function planOf(span: RawSpan): ReaderPlan | undefined {
  if (span.events.length > 0 || span.keys().length > MAX_KEYS) return undefined;
  const name = `${nameOfKeys([span.scope])}/${nameOfResource(span.resource)}/${nameOfKeys(span.keys())}`;
  if (name.length > MAX_NAME_LENGTH) return undefined;
  const known = plans.get(name);
  if (known) return known;
  if (plans.size >= MAX_PLANS) plans.clear();
  const plan = known === null ? { lists: new Map(), answers: new Map() } : null;
  plans.set(name, plan);
  return plan ?? undefined;
}

const resourceNames = new WeakMap<JsonObject, string>();

function nameOfResource(resource: JsonObject): string {
  const known = resourceNames.get(resource);
  if (known !== undefined) return known;
  const name = nameOfKeys(Object.keys(resource));
  resourceNames.set(resource, name);
  return name;
}

/** With their lengths, so that no key can look like two. */
function nameOfKeys(keys: readonly string[]): string {
  let name = "";
  for (const key of keys) name += `${key.length}:${key}`;
  return name;
}

/** The readers of a list that may say something of this span, in the list's order. */
export function tellingReaders<Value>(
  readers: readonly Reader<Value>[],
  span: RawSpan,
): readonly Reader<Value>[] {
  const { plan } = span;
  if (!plan) return readers;
  // What stands under a list are readers of that list.
  const known = plan.lists.get(readers) as readonly Reader<Value>[] | undefined;
  if (known) return known;
  const telling = readers.filter((reader) => answerByKeys(reader, span) !== undefined);
  plan.lists.set(readers, telling);
  return telling;
}

/** What a reader says of this span. */
export function answerOf<Value>(reader: (span: RawSpan) => Value, span: RawSpan): Value {
  const { plan } = span;
  if (!plan) return reader(span);
  const known = plan.answers.has(reader)
    ? plan.answers.get(reader)
    : answerByKeys(reader, span, plan);
  return known === VARIES ? reader(span) : (known as Value);
}

function answerByKeys(reader: Reader<unknown>, span: RawSpan, plan?: ReaderPlan): unknown {
  const watched = new WatchedSpan(span);
  const said = reader(watched);
  const answer = watched.isRead ? VARIES : said;
  plan?.answers.set(reader, answer);
  return answer;
}

/** A span that notices when somebody looks at more of it than which keys it has. */
class WatchedSpan implements RawSpan {
  isRead = false;
  readonly attributes: JsonObject;
  readonly resource: JsonObject;
  readonly #span: RawSpan;

  constructor(span: RawSpan) {
    this.#span = span;
    this.attributes = this.#watch(span.attributes);
    this.resource = this.#watch(span.resource);
  }

  #watch(record: JsonObject): JsonObject {
    return new Proxy(record, {
      get: (target, key) => {
        if (key in target) this.isRead = true;
        return Reflect.get(target, key);
      },
      getOwnPropertyDescriptor: (target, key) => {
        if (key in target) this.isRead = true;
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
  }

  #read<Value>(value: Value): Value {
    this.isRead = true;
    return value;
  }

  get name(): string {
    return this.#read(this.#span.name);
  }
  get statusCode(): number {
    return this.#read(this.#span.statusCode);
  }
  get statusMessage(): string {
    return this.#read(this.#span.statusMessage);
  }
  get startUnixNano(): string {
    return this.#read(this.#span.startUnixNano);
  }
  get scope(): string {
    return this.#span.scope;
  }
  get events(): RawSpan["events"] {
    return this.#span.events;
  }
  get plan(): undefined {
    return undefined;
  }
  json(key: string) {
    if (key in this.#span.attributes) this.isRead = true;
    return this.#span.json(key);
  }
  keys() {
    return this.#span.keys();
  }
  lists() {
    return this.#span.lists();
  }
}
