import { AppError } from "@/lib/errors";
import { ServerUnreachable } from "./api-client";
import { type Command, UsageError } from "./command";
import { dev } from "./commands/dev";
import { diff } from "./commands/diff";
import { distribute } from "./commands/distribute";
import { exportTraces } from "./commands/export";
import { gate } from "./commands/gate";
import { importTranscripts } from "./commands/import";
import { importEvals } from "./commands/import-evals";
import { keyCreate } from "./commands/key-create";
import { migrate } from "./commands/migrate";
import { projectCreate } from "./commands/project-create";
import { rederive } from "./commands/rederive";
import { signIn } from "./commands/sign-in";
import { start } from "./commands/start";
import { worker } from "./commands/worker";
import { print, tell } from "./terminal";

const COMMANDS: readonly Command[] = [
  start,
  dev,
  migrate,
  signIn,
  projectCreate,
  keyCreate,
  importTranscripts,
  importEvals,
  exportTraces,
  gate,
  diff,
  rederive,
  worker,
  distribute,
];

const HELP = [
  "Usage: tidemark <command> [options]",
  "",
  ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`),
  "",
  "tidemark <command> --help tells more. Settings come from the environment: see .env.example.",
].join("\n");

const helpOf = ({ name, usage, summary, details }: Command) =>
  [`Usage: tidemark ${name} ${usage}`, "", summary, ...(details ? ["", details] : [])].join("\n");

async function main(words: readonly string[]): Promise<number> {
  const command = COMMANDS.find(({ name }) =>
    name.split(" ").every((word, index) => words[index] === word),
  );
  if (command === undefined) return explain(words);
  const args = words.slice(command.name.split(" ").length);
  if (args.includes("--help") || args.includes("-h")) {
    print(helpOf(command));
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    return report(error, command);
  }
}

function explain(words: readonly string[]): number {
  if (words[0] === "--help" || words[0] === "-h" || words[0] === "help") {
    print(HELP);
    return 0;
  }
  if (words.length > 0) tell(`tidemark: there is no command "${words.join(" ")}".\n`);
  tell(HELP);
  return 3;
}

/** What the reader can mend is told in one line; anything else is a bug and keeps its stack. */
function report(error: unknown, command: Command): number {
  if (isUsage(error)) {
    tell(`tidemark: ${error.message}\n\n${helpOf(command)}`);
    return 3;
  }
  if (error instanceof ServerUnreachable) {
    tell(`tidemark: ${error.message}`);
    return 3;
  }
  tell(error instanceof AppError ? `tidemark: ${error.message}` : `tidemark: ${textOf(error)}`);
  return 1;
}

function isUsage(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS");
}

const textOf = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

process.exit(await main(process.argv.slice(2)));
