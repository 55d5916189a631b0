import type { Json, JsonObject } from "./span";
import { textOf } from "./text-of";

const MAX_PREVIEW = 300;
const TELLING_KEYS = [
  "messages",
  "input",
  "question",
  "query",
  "prompt",
  "text",
  "content",
  "output",
  "answer",
  "response",
  "result",
];

/** One line of what went in: the last thing the user said, or the text there is. Null when nothing was recorded. */
export function inputPreview(input: Json): string | null {
  return preview(input, "user");
}

/** One line of what came out: the last thing the assistant said, or the text there is. */
export function outputPreview(output: Json): string | null {
  return preview(output, "assistant");
}

/** What was asked, as one text: equal for two runs of the same question. Null when nothing was recorded. */
export function questionText(input: Json): string | null {
  const text = textOf(tellingPart(input, "user")).replace(/\s+/g, " ").trim();
  return text === "" ? null : text;
}

function preview(value: Json, role: string): string | null {
  const line = textOf(tellingPart(value, role))
    .slice(0, MAX_PREVIEW * 20)
    .replace(/\s+/g, " ")
    .trim();
  const points = Array.from(line);
  if (points.length === 0) return null;
  return points.length <= MAX_PREVIEW ? line : `${points.slice(0, MAX_PREVIEW - 1).join("")}…`;
}

function tellingPart(value: Json, role: string, depth = 0): Json {
  if (value === null || typeof value !== "object" || depth > 4) return value;
  if (isList(value)) return lastMessageOf(value, role) ?? value;
  if (roleOf(value) === role) return saidIn(value) ?? value;
  for (const key of TELLING_KEYS) {
    const part = value[key];
    if (part !== undefined && part !== null && part !== "")
      return tellingPart(part, role, depth + 1);
  }
  return value;
}

/** The newest message of that role that has text of its own; the parts of a tool call are not text. */
function lastMessageOf(list: readonly Json[], role: string): Json | undefined {
  for (const message of [...list].reverse()) {
    if (!isObject(message) || roleOf(message) !== role) continue;
    const said = saidIn(message);
    if (said !== undefined) return said;
  }
  return undefined;
}

function saidIn(message: JsonObject): Json | undefined {
  const parts = message["parts"];
  if (!Array.isArray(parts)) {
    const kwargs = message["kwargs"];
    return message["content"] ?? (isObject(kwargs) ? kwargs["content"] : undefined);
  }
  const texts = parts.filter((part) => isObject(part) && part["type"] === "text");
  if (texts.length > 0) return texts.map((part) => part["content"] ?? "");
  const names = parts.flatMap((part) => (isObject(part) && part["name"] ? [part["name"]] : []));
  return names.length > 0 ? names.map((name) => `${name}()`) : undefined;
}

const LANGCHAIN_ROLES: { readonly [name: string]: string } = {
  HumanMessage: "user",
  AIMessage: "assistant",
  AIMessageChunk: "assistant",
};

/** LangChain's serialised messages say what they are by the path of their class. */
function roleOf(message: JsonObject): Json | undefined {
  const path = message["id"];
  const name: Json | undefined = Array.isArray(path) ? path.at(-1) : undefined;
  return typeof name === "string" ? LANGCHAIN_ROLES[name] : message["role"];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
