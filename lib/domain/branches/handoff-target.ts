import type { Json } from "../span";

const HANDS_OVER = /^(?:transfer|delegate)_to_?|^hand_?off(?:_to)?_?|^escalate(?:_to)?_?/;
const A_PERSON = /^$|human|person|operator|representative|live_agent|support_staff|someone/;
const TARGET_KEYS = ["agent_name", "agentName", "target_agent", "agent", "target", "to"];

/**
 * Whom a tool hands the conversation to: `""` for a person, another agent's name otherwise.
 * Undefined for a tool that does something else.
 */
export function handoffTarget(tool: string, given: Json): string | undefined {
  const name = snakeCase(tool);
  const match = HANDS_OVER.exec(name);
  if (!match) return undefined;
  const rest = name.slice(match[0].length);
  if (A_PERSON.test(rest) && rest !== "") return "";
  // Google's kit has one tool for all agents and names the agent in its arguments.
  const said = rest === "" || rest === "agent" ? targetIn(given) : undefined;
  const target = said ?? rest;
  return A_PERSON.test(snakeCase(target)) || target === "agent" ? "" : target;
}

function targetIn(given: Json): string | undefined {
  const object = typeof given === "string" ? parsedObject(given) : given;
  if (typeof object !== "object" || object === null || Array.isArray(object)) return undefined;
  for (const key of TARGET_KEYS) {
    const value = (object as { readonly [key: string]: Json })[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

function parsedObject(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .toLowerCase();
}
