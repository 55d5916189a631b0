import { ACTIONS, type Access, PAGES, ROUTES } from "./access-table";

const WHO = [
  ["nobody", "anybody, signed in or not"],
  ["sign-in", "whoever is signed in"],
  ["viewer", "viewers of the project"],
  ["member", "members"],
  ["admin", "admins"],
  ["owner", "owners of the project"],
  ["server owner", "owners of the server"],
] as const;
const BY_KEY = [
  ["ingest", false],
  ["read", false],
  ["read", true],
  ["write", false],
  ["admin", false],
] as const;

/** Who may do what, as `docs/operating.md` shows it. Each role may also do what is above it. */
export function accessText(): string {
  const rows = WHO.map(([needs, who]) => {
    const fits = (access: Access) => "needs" in access && access.needs === needs;
    return [
      who,
      named(PAGES, fits, pageName),
      named(ROUTES, fits),
      named(ACTIONS, fits, actionName),
    ];
  });
  const keys = BY_KEY.map(([scope, orViewer]) => {
    const fits = (access: Access) =>
      "key" in access && access.key === scope && access.orViewer === orViewer;
    const who = `keys with \`${scope}\`${orViewer ? ", or viewers with `?project=`" : ""}`;
    return [who, "", named(ROUTES, fits), ""];
  });
  const lines = [...rows, ...keys].map((cells) => `| ${cells.join(" | ")} |`);
  return ["| who | pages | endpoints | actions |", "| --- | --- | --- | --- |", ...lines].join(
    "\n",
  );
}

function named(
  table: Readonly<Record<string, Access>>,
  fits: (access: Access) => boolean,
  write: (name: string) => string = routeName,
): string {
  return Object.entries(table)
    .filter(([, access]) => fits(access))
    .map(([name]) => write(name))
    .join(", ");
}

const withoutGroups = (path: string) => path.replace(/\(\w+\)\//g, "");
const pageName = (folder: string) => `\`/${withoutGroups(folder)}\``;
const routeName = (name: string) => {
  const [method, folder = ""] = name.split(" ");
  return `\`${method} /${withoutGroups(folder)}\``;
};
const actionName = (name: string) =>
  name.replace(/Action$/, "").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
