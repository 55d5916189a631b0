/**
 * Who may import whom. Read top to bottom; docs/architecture.md draws the same picture.
 *
 *   domain <- conventions <- ingest ─┐
 *     ^                              ├─> store
 *     └── analyses <- derive, alerts ┘        app imports all of these; components only domain types
 */
const TEST = "\\.test\\.tsx?$";
const FLOOR = "^lib/(errors|parse-input)\\.ts$";

/** One room of lib/: besides itself and the floor it sees only `allowed`, and packages. */
const room = (name, allowed, comment) => ({
  name: `${name}-sees-its-floor`,
  comment,
  severity: "error",
  from: { path: `^lib/${name}/`, pathNot: [TEST, "^lib/store/db\\.ts$"] },
  to: {
    path: "^(app|bin|components|lib|scripts)/",
    pathNot: [FLOOR, `^lib/(${[name, ...allowed].join("|")})/`],
  },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle has no first file to read. Move the shared part down a layer.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { pathNot: "^lib/store/generated/" } },
    },
    {
      name: "no-unresolved",
      comment: "What cannot be found cannot be checked.",
      severity: "error",
      from: { pathNot: "^lib/store/generated/" },
      to: { couldNotResolve: true, pathNot: ["\\.css$", "^next-env"] },
    },
    {
      name: "domain-is-pure",
      comment:
        "lib/domain imports nothing but itself and libraries of arithmetic and of sequences: no IO, no framework, not even the floor.",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: TEST },
      to: {
        pathNot: ["^lib/domain/", "node_modules/(@stdlib|pure-rand|diff|fastest-levenshtein)/"],
      },
    },
    room(
      "conventions",
      ["domain"],
      "A dialect is a pure function from attributes to canonical fields: domain types and nothing else.",
    ),
    {
      name: "conventions-are-pure",
      comment: "Reading a dialect needs no IO and no package.",
      severity: "error",
      from: { path: "^lib/conventions/", pathNot: TEST },
      to: { dependencyTypes: ["core", "npm", "npm-dev"] },
    },
    room(
      "ingest",
      ["conventions", "domain", "store"],
      "Ingest decodes, normalises and stores; who asks, and what is made of it later, is not its concern.",
    ),
    room(
      "store",
      ["domain"],
      "The store keeps and finds; it knows no rules but those of the schema.",
    ),
    room(
      "analyses",
      ["store", "domain"],
      "An analysis asks the store and thinks with the domain. It does not know how data came in.",
    ),
    room(
      "derive",
      ["analyses", "store", "domain"],
      "The worker runs what analyses declare; it decides nothing itself.",
    ),
    {
      name: "derive-sees-only-derivations",
      comment:
        "Of an analysis, the worker needs the rows it keeps, and not its questions or pages.",
      severity: "error",
      from: { path: "^lib/derive/", pathNot: TEST },
      to: { path: "^lib/analyses/", pathNot: "^lib/analyses/[^/]+/derive(\\.ts|/)" },
    },
    room(
      "alerts",
      ["analyses", "store", "domain"],
      "Alerts read gates and reports; they compute no numbers of their own.",
    ),
    room(
      "auth",
      ["store", "domain"],
      "Who may do what depends on people and keys in the store, on nothing that is done with them.",
    ),
    room(
      "http",
      ["auth", "store", "domain"],
      "The route wrapper knows requests, keys and errors, and no noun of the product.",
    ),
    {
      name: "floor-stands-on-nothing",
      comment: "lib/errors.ts and lib/parse-input.ts are below every room.",
      severity: "error",
      from: { path: FLOOR },
      to: { path: "^(app|components|lib|scripts)/", pathNot: FLOOR },
    },
    {
      name: "config-for-the-edges",
      comment:
        "Settings are read where the process begins and passed on as arguments, so that a test can choose its own.",
      severity: "error",
      from: { pathNot: ["^app/", "^lib/store/db\\.ts$", "^scripts/", "^lib/config\\.ts$", TEST] },
      to: {
        path: "^lib/(config|parse-config)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "reports-are-pure",
      comment:
        "A report computes from facts. At run time it sees lib/domain and its own folder only.",
      severity: "error",
      from: { path: "^lib/analyses/([^/]+)/(report|gate)", pathNot: TEST },
      to: { pathNot: ["^lib/domain/", "^lib/analyses/$1/"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "reports-load-nothing",
      comment: "report.ts may know the type of its facts, never how they are loaded.",
      severity: "error",
      from: { path: "^lib/analyses/[^/]+/report", pathNot: TEST },
      to: { path: "/(facts|index)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "asking-touches-nothing",
      comment:
        "Reading what is asked or posted needs zod, the domain and the frame's own fields, and no store.",
      severity: "error",
      from: {
        path: [
          "^lib/analyses/[^/]+/(params|intake)",
          "^lib/analyses/(analysis-params|intake-fields)\\.ts$",
        ],
        pathNot: TEST,
      },
      to: {
        path: "^lib/",
        pathNot: [FLOOR, "^lib/domain/", "^lib/analyses/(intake-fields|analysis-params)\\.ts$"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "only-facts-are-loaded",
      comment: "Of an analysis, facts.ts and nothing else reads the store.",
      severity: "error",
      from: {
        path: "^lib/analyses/",
        pathNot: ["^lib/analyses/[^/]+/facts", TEST],
      },
      to: { path: "^lib/store/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "registry-knows-analyses",
      comment: "The frame is below every analysis; only the registry names them.",
      severity: "error",
      from: { path: "^lib/analyses/[^/]+\\.ts$", pathNot: ["^lib/analyses/index\\.ts$", TEST] },
      to: { path: "^lib/analyses/[^/]+/" },
    },
    {
      name: "analyses-are-strangers",
      comment: "No analysis imports another. What two share belongs in lib/domain.",
      severity: "error",
      from: { path: "^lib/analyses/([^/]+)/" },
      to: { path: "^lib/analyses/[^/]+/", pathNot: "^lib/analyses/$1/" },
    },
    {
      name: "lib-below-app",
      comment: "lib knows nothing of React, Next.js pages or components.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: ["^app/", "^components/", "node_modules/(react|react-dom|next)/"] },
    },
    {
      name: "components-below-app",
      comment: "Shared components take props; they do not know routes, analyses or the database.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: ["^(app|scripts)/", "^lib/"], pathNot: "^lib/domain/" },
    },
    {
      name: "prisma-only-in-store",
      comment: "One folder knows which database library we use.",
      severity: "error",
      from: { pathNot: ["^lib/store/", "^test/", "^prisma", TEST] },
      to: { path: ["lib/store/generated", "node_modules/(@prisma|prisma|pg)/"] },
    },
    {
      name: "db-only-in-app",
      comment: "Below app/, the database arrives as an argument, so tests can pass their own.",
      severity: "error",
      from: { pathNot: "^app/" },
      to: { path: "^lib/store/db\\.ts$" },
    },
    {
      name: "scripts-are-entrances",
      comment: "The command line uses the product; no part of the product uses the command line.",
      severity: "error",
      from: { path: "^(app|components|lib)/", pathNot: TEST },
      to: { path: "^(scripts|bin)/" },
    },
    {
      name: "test-helpers-only-in-tests",
      comment: "What ships does not depend on what only tests need.",
      severity: "error",
      from: { pathNot: [TEST, "^test/", "^e2e/", "^playwright\\.config\\.ts$"] },
      to: { path: "^(test|e2e)/" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^lib/store/generated/"] },
    exclude: { path: "^(\\.next|dist)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "require", "node", "default", "types"],
    },
  },
};
