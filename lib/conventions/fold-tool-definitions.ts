import { asArray, asObject, isObject, looseJson, textIn } from "@/lib/conventions/json";
import type { Json, JsonObject, ToolDefinition } from "@/lib/domain/span";

/**
 * The catalog offered to a model, from any of the shapes senders use: `{ name, parameters }`,
 * `{ name, inputSchema }`, nested in `function`, bare names, JSON strings of these, Google's
 * `functionDeclarations`, or an object by tool name.
 */
export function foldToolDefinitions(
  value: Json | undefined,
): readonly ToolDefinition[] | undefined {
  const loose = looseJson(value);
  const list = asArray(loose) ?? byName(asObject(loose));
  const definitions = list?.flatMap(foldDefinition);
  return definitions && definitions.length > 0 ? definitions : undefined;
}

function byName(object: JsonObject | undefined): readonly Json[] | undefined {
  if (!object) return undefined;
  if ("name" in object || "function" in object) return [object];
  return Object.entries(object).flatMap(([name, tool]) =>
    isObject(tool) ? [{ ...tool, name: textIn(tool, "name") ?? name }] : [],
  );
}

function foldDefinition(value: Json): readonly ToolDefinition[] {
  const loose = looseJson(value);
  if (typeof loose === "string") return [{ name: loose, description: null, parameters: null }];
  if (!isObject(loose)) return [];
  const declared = asArray(loose["functionDeclarations"] ?? loose["function_declarations"]);
  if (declared) return declared.flatMap(foldDefinition);
  const tool = asObject(loose["function"]) ?? asObject(loose["tool"]) ?? loose;
  const name = textIn(tool, "name") ?? textIn(loose, "name", "type");
  if (name === undefined) return [];
  return [{ name, description: textIn(tool, "description") ?? null, parameters: schemaOf(tool) }];
}

function schemaOf(tool: JsonObject): Json {
  for (const key of [
    "parameters",
    "inputSchema",
    "input_schema",
    "parametersJsonSchema",
    "parameters_json_schema",
    "json_schema",
    "schema",
  ]) {
    const schema = looseJson(tool[key]);
    if (schema !== undefined) return schema;
  }
  return null;
}
