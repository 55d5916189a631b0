import type { TimeWindow } from "@/lib/domain/time-window";
import { loadBranchCases, loadExamples, loadLinkedTallies } from "@/lib/store/branch-examples";
import type { BranchScope } from "@/lib/store/branch-source";
import {
  loadBranchTallies,
  loadClosePairs,
  loadOpenDays,
  loadPathAbundances,
  loadTopPaths,
  type PathQuestion,
} from "@/lib/store/branch-tallies";
import { loadBranches } from "@/lib/store/branches";
import { findPromptVersion, loadPromptVersionNames } from "@/lib/store/prompt-versions";
import type { AnalysisContext } from "../define-analysis";
import { loadShiftFacts } from "./facts-shift";
import type { BranchCoverageParams } from "./params";
import type { BranchCoverageFacts, BranchTally, PromptFact } from "./report-facts";
import { openBranches, tally } from "./report-tally";
import { countedVersions, ofVersions } from "./report-versions";

const MS_PER_DAY = 86_400_000;
/** How old an eval may be; what decides is that it ran with the version that counts. */
const EVAL_DAYS = 90;
const DRAWN_PATHS = 400;
const MAX_EXAMPLES = 300;

/** What the store knows of a scope's branches. */
export async function loadBranchCoverageFacts(
  context: AnalysisContext,
  params: BranchCoverageParams,
): Promise<BranchCoverageFacts> {
  const { db, projectId, now } = context;
  const { window } = params;
  const asOf = new Date(Math.min(window.to.getTime(), now.getTime()));
  const scope: BranchScope = { ...params, projectId };
  const evalScope = { ...ALL, projectId, prompt: params.prompt };
  const evalWindow = {
    from: new Date(window.to.getTime() - EVAL_DAYS * MS_PER_DAY),
    to: window.to,
  };
  const anyVersion = { ...scope, promptVersion: null };
  const [registered, versions, production, evals, cases, shift] = await Promise.all([
    loadBranches(db, projectId),
    loadPromptVersionNames(db, projectId),
    loadBranchTallies(db, "production", anyVersion, window),
    loadEvals(context, evalScope, evalWindow),
    loadBranchCases(db, projectId),
    loadShiftFacts(context, scope, { window, asOf }),
  ]);
  const counted = countedVersions(production, evals, params);
  const asked = production.filter(
    ({ promptVersion }) => params.promptVersion === null || promptVersion === params.promptVersion,
  );
  const question = { scope, window, evalScope, evalWindow, versions: counted };
  const open = openBranches(tally(asked), tally(ofVersions(evals, counted)), registered, asOf);
  const [prompt, paths] = await Promise.all([
    loadPrompt(context, params, { versions, production, counted }),
    loadPaths(context, question, { open, production: asked }),
  ]);
  return { asOf, registered, versions, prompt, production, evals, cases, ...paths, ...shift };
}

/** Evals seldom say whom they stand for; what production is narrowed to does not narrow them. */
const ALL = { feature: null, environment: null, tenant: null, segments: {}, promptVersion: null };

async function loadEvals(
  { db, projectId }: AnalysisContext,
  scope: BranchScope,
  window: TimeWindow,
): Promise<BranchTally[]> {
  const [said, linked] = await Promise.all([
    loadBranchTallies(db, "eval", scope, window),
    loadLinkedTallies(db, projectId, window),
  ]);
  const own = linked.filter(({ prompt }) => scope.prompt === null || prompt === scope.prompt);
  return [...said, ...own.map((row) => ({ ...row, w: row.n, w2: row.n }))];
}

type Open = { readonly open: readonly string[]; readonly production: readonly BranchTally[] };

async function loadPaths(
  { db, projectId }: AnalysisContext,
  question: PathQuestion,
  { open, production }: Open,
) {
  const { scope, window } = question;
  const [abundances, paths, openDays, closePairs] = await Promise.all([
    loadPathAbundances(db, question),
    loadTopPaths(db, question, DRAWN_PATHS),
    loadOpenDays(db, scope, window, open),
    loadClosePairs(db, question),
  ]);
  const isOpen = new Set(open);
  const ofBranches = production
    .filter(({ point, branch }) => isOpen.has(`${point} → ${branch}`))
    .map(({ example }) => example);
  const ofPaths = paths.filter(({ evals }) => evals === 0).map(({ example }) => example);
  const wanted = [...new Set([...ofBranches, ...ofPaths])].slice(0, MAX_EXAMPLES);
  const examples = await loadExamples(db, projectId, wanted);
  return { abundances, paths, openDays, closePairs, examples };
}

type Known = Pick<BranchCoverageFacts, "versions" | "production"> & {
  readonly counted: ReturnType<typeof countedVersions>;
};

/** The text of the version that is asked for, else of the prompt that production uses most. */
async function loadPrompt(
  { db, projectId }: AnalysisContext,
  params: BranchCoverageParams,
  { versions, production, counted }: Known,
): Promise<PromptFact | null> {
  const name = params.prompt ?? mostUsed(versions, production);
  const own = versions.filter((version) => version.name === name);
  const used = counted.find(({ prompt }) => prompt === name)?.promptVersion;
  const version = params.promptVersion ?? own.find((one) => one.version === used)?.version;
  const shown = version ?? own.at(-1)?.version;
  if (name === undefined || name === null || shown === undefined) return null;
  const found = await findPromptVersion(db, projectId, name, shown);
  if (!found) return null;
  const at = own.findIndex((one) => one.version === shown);
  const earlier = params.against ?? own[at - 1]?.version;
  const against =
    earlier === undefined || earlier === shown
      ? undefined
      : await findPromptVersion(db, projectId, name, earlier);
  return {
    name,
    version: shown,
    text: found.text,
    against: against ? { version: against.version, text: against.text } : null,
  };
}

function mostUsed(
  versions: Known["versions"],
  production: Known["production"],
): string | undefined {
  const requests = (name: string) =>
    production
      .filter(({ prompt, point }) => prompt === name && point === null)
      .reduce((sum, { n }) => sum + n, 0);
  const names = [...new Set(versions.map(({ name }) => name))];
  return names.sort((a, b) => requests(b) - requests(a))[0];
}
