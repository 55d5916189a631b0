const CANONICAL: { readonly [provider: string]: readonly string[] } = {
  anthropic: ["claude"],
  "aws.bedrock": ["bedrock", "aws_bedrock", "amazon-bedrock", "amazon_bedrock", "aws", "amazon"],
  "azure.ai.inference": ["az.ai.inference", "azure_ai"],
  "azure.ai.openai": ["az.ai.openai", "azure", "azure-openai", "azure_openai", "azureopenai"],
  cohere: ["cohere_chat"],
  "gcp.gemini": [
    "gemini",
    "google",
    "google_genai",
    "google_ai",
    "google.generative-ai",
    "google-generativeai",
    "gcp.gen_ai",
  ],
  "gcp.vertex_ai": [
    "vertexai",
    "vertex_ai",
    "vertex-ai",
    "google.vertex",
    "google-vertex",
    "google_vertexai",
    "gcp.vertex",
    "gcp.vertex.agent",
  ],
  "ibm.watsonx.ai": ["watsonx", "ibm"],
  mistral_ai: ["mistral", "mistralai"],
  openai: ["open_ai"],
  x_ai: ["xai", "grok"],
};

const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries(CANONICAL).flatMap(([name, aliases]) =>
    [name, ...aliases].map((alias): [string, string] => [alias, name]),
  ),
);

/** The AI SDK appends which of the provider's APIs was called. */
const API_SUFFIX =
  /\.(chat|responses|completions?|embeddings?|messages|image|speech|transcription|text)$/;

/**
 * The provider by its OpenTelemetry name, such as `openai`, `azure.ai.openai`, `gcp.vertex_ai`.
 * One that has no such name stays as sent, in lower case and without the API's name.
 */
export function foldProvider(provider: string): string {
  const lower = provider.trim().toLowerCase();
  const plain = lower.replace(API_SUFFIX, "");
  return ALIASES.get(lower) ?? ALIASES.get(plain) ?? plain;
}
