import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Top-level names by which a path in a document is told from other words in code type. */
const ROOTS = "app|bin|components|docs|e2e|lib|prisma|public|scripts|test";
const PATH = new RegExp(`^\\.?/?(?:${ROOTS})/[\\w@()[\\]./-]+$`);

/** Paths a document names, in code type or as the target of a link, that are not there. */
function lostPaths(document) {
  // Whole samples show what could be, not what is.
  const text = readFileSync(document, "utf8").replace(/```[\s\S]*?```/g, "");
  const inCode = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path);
  const named = inCode.filter((path) => PATH.test(path) && existsAs(path) === false);
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g)].map(([, path]) => path);
  return [...named, ...links.filter((path) => !existsSync(join(dirname(document), path)))];
}

const existsAs = (path) => existsSync(path.replace(/^\.?\//, "").replace(/:\d+$/, ""));

function documents(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

const top = ["README.md", "CONTRIBUTING.md", "AGENTS.md"].filter((name) => existsSync(name));
const lost = [...top, ...documents("docs")].flatMap((document) =>
  lostPaths(document).map((path) => `${document}: ${path} is not there`),
);
for (const line of lost) console.error(line);
process.exitCode = lost.length === 0 ? 0 : 1;
