import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RedactionSetting, USUAL_REDACTION } from "@/lib/domain/redaction";
import { aSpan } from "@/test/span";
import { isCardNumber } from "./card-number";
import { createRedactor, REDACTED_ATTRIBUTE, redactorOf } from "./redactor";
import { mayHold } from "./scan-body";

const redact = (text: string, setting: RedactionSetting = USUAL_REDACTION) =>
  createRedactor(setting, "secret").text(text);

// Put together here, so that no scanner takes this file for a leak.
const key = (prefix: string, length = 40) => `${prefix}${"a1B2c3D4e5".repeat(10).slice(0, length)}`;
const SECRETS = [
  ["provider-key", key("sk-proj-")],
  ["provider-key", key("sk-ant-api03-")],
  ["provider-key", key("sk-", 18)],
  ["provider-key", key("sk_live_", 24)],
  ["provider-key", `AKIA${"ABCD1234".repeat(2)}`],
  ["provider-key", key("AIza", 35)],
  ["provider-key", key("ghp_", 36)],
  ["provider-key", key("github_pat_", 60)],
  ["provider-key", key("glpat-", 20)],
  ["provider-key", key("xoxb-", 30)],
  ["provider-key", key("hf_", 34)],
  ["provider-key", key("gsk_", 52)],
  ["provider-key", key("tm_", 32)],
  ["bearer-token", `Bearer ${key("", 32)}`],
  ["bearer-token", `eyJ${key("", 20)}.eyJ${key("", 40)}.${key("", 30)}`],
  ["card-number", "4111 1111 1111 1111"],
  ["card-number", "5500-0000-0000-0004"],
  ["card-number", "378282246310005"],
  [
    "private-key",
    `-----BEGIN RSA ${"PRIVATE"} KEY-----\nMIIE${key("", 80)}\n-----END RSA PRIVATE KEY-----`,
  ],
] as const;

const INNOCENT = [
  "Please use scikit-learn; task-12345678901234567890 is risk-free.",
  "sk-learn-pipeline-with-a-long-name",
  "Call me on 1700000000000000000 or order 4111111111111112.",
  "The bearer of this letter is called Ada.",
  "2026-11-29 10:00:00 550e8400-e29b-41d4-a716-446655440000",
  "3.14159265358979323846",
];

describe("what is a secret", () => {
  it.each(SECRETS)("finds a %s", (rule, secret) => {
    const text = redact(`before ${secret}, after`);
    expect(text).toMatch(new RegExp(`^before (Bearer )?\\[redacted ${rule} [\\w-]{10}\\], after$`));
    const body = Buffer.from(JSON.stringify({ text: `x ${secret}` }));
    expect(mayHold(body, USUAL_REDACTION.detectors)).toBe(true);
  });

  it.each(INNOCENT)("leaves %j as it is", (text) => {
    expect(redact(text)).toBe(text);
  });

  it("knows a card by its network, length and check digit", () => {
    expect(isCardNumber("4012888888881881")).toBe(true);
    expect(isCardNumber("4012888888881882")).toBe(false);
    expect(isCardNumber("9012888888881881")).toBe(false);
    expect(isCardNumber("40128888888818")).toBe(false);
  });

  it("finds e-mails, phone numbers and a project's own patterns when asked to", () => {
    const setting: RedactionSetting = {
      detectors: ["email", "phone"],
      patterns: [{ name: "order", pattern: "ORD-[0-9]+" }],
    };
    expect(redact("ada@example.com, +49 170 1234567, ORD-77 on 2026-11-29", setting)).toMatch(
      /^\[redacted email \S+\], \[redacted phone \S+\], \[redacted order \S+\] on 2026-11-29$/,
    );
  });
});

describe("the mark", () => {
  it("is the same for the same secret, another for another, and depends on the server", () => {
    const [one, other] = [key("sk-", 30), key("sk-", 31)];
    expect(redact(one)).toBe(redact(one));
    expect(redact(one)).not.toBe(redact(other));
    expect(createRedactor(USUAL_REDACTION, "another").text(one)).not.toBe(redact(one));
  });

  it("is never taken for a secret itself", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SECRETS.map(([, secret]) => secret)), (secret) => {
        expect(redact(redact(secret))).toBe(redact(secret));
      }),
    );
  });
});

describe("a span", () => {
  const secret = key("sk-", 40);

  it("loses its secrets wherever they are, and says so", () => {
    const span = aSpan({
      name: `call ${secret}`,
      input: [{ role: "user", parts: [{ type: "text", content: `my key is ${secret}` }] }],
      attributes: { headers: { authorization: `Bearer ${key("", 30)}` }, [secret]: "as a name" },
      resource: { "service.token": secret },
      events: [{ name: "e", at: new Date(0), attributes: { card: 4_111_111_111_111_111 } }],
    });
    const redactor = createRedactor(USUAL_REDACTION, "secret");
    const redacted = redactor.span(span);
    const text = JSON.stringify(redacted);
    expect(text).not.toContain(secret);
    expect(text).not.toContain("4111111111111111");
    expect(redacted).toMatchObject({ traceId: span.traceId, startedAt: span.startedAt });
    expect(redacted.attributes[REDACTED_ATTRIBUTE]).toEqual([
      "provider-key",
      "bearer-token",
      "card-number",
    ]);
    expect(redactor.counts()).toEqual({ "provider-key": 4, "bearer-token": 1, "card-number": 1 });
  });

  it("stays the very same when there is nothing to find", () => {
    const span = aSpan({ input: INNOCENT });
    expect(createRedactor(USUAL_REDACTION, "secret").span(span)).toBe(span);
  });

  it("keeps a field of a dangerous name", () => {
    const attributes = JSON.parse(`{"__proto__": {"a": "${secret}"}, "b": 1}`);
    const redacted = createRedactor(USUAL_REDACTION, "secret").span(aSpan({ attributes }));
    expect(Object.keys(redacted.attributes)).toContain("__proto__");
    expect(JSON.stringify(redacted.attributes)).not.toContain(secret);
  });
});

it("never passes over a body that holds what the detectors find", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(...SECRETS.map(([, secret]) => secret)),
      fc.string(),
      (before, secret, after) => {
        const text = `${before} ${secret} ${after}`;
        fc.pre(redact(text) !== text);
        const body = Buffer.from(JSON.stringify({ text }));
        const redactor = redactorOf(USUAL_REDACTION, "secret", body);
        expect(redactor.text(text)).not.toContain(secret);
      },
    ),
  );
});

it("is not held up by a text made to hold it up", () => {
  const texts = [
    "eyJ".repeat(30_000),
    "-----BEGIN PRIVATE KEY-----".repeat(2_000),
    "4".repeat(90_000),
  ];
  const setting: RedactionSetting = {
    detectors: ["private-key", "provider-key", "bearer-token", "card-number", "email", "phone"],
    patterns: [{ name: "nested", pattern: "(a+)+$" }],
  };
  const startMs = performance.now();
  for (const text of [...texts, "a".repeat(90_000), "a@".repeat(40_000)])
    redact(`${text}!`, setting);
  expect(performance.now() - startMs).toBeLessThan(5_000);
});
