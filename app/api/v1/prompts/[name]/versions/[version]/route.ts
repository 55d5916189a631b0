import { noteDone } from "@/app/audited";
import { requireReader } from "@/app/require-reader";
import { parsePathName, takePosting } from "@/app/take-posting";
import { promptVersionBody } from "@/lib/analyses/branch-coverage/intake";
import { buildPrompt } from "@/lib/analyses/branch-coverage/report-registry";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { loadBranches } from "@/lib/store/branches";
import { db } from "@/lib/store/db";
import { findPromptVersion, savePromptVersion } from "@/lib/store/prompt-versions";

type Context = { params: Promise<{ name: string; version: string }> };

async function namesOf({ params }: Context) {
  const { name, version } = await params;
  return { name: parsePathName("name", name), version: parsePathName("version", version) };
}

/** A version of a prompt and the branches its text proposes. */
export const GET = route(async (request, context: Context) => {
  const { projectId } = await requireReader(request, new Date());
  const { name, version } = await namesOf(context);
  const found = await findPromptVersion(db, projectId, name, version);
  if (!found) throw new AppError("not_found", `No version "${version}" of the prompt "${name}"`);
  return { prompt: found, ...(await proposals(projectId, found)) };
});

/** Keeps a version of a prompt, and answers with the branches its text proposes. */
export const PUT = route(async (request, context: Context) => {
  const { name, version } = await namesOf(context);
  const { projectId, posting, acting, body } = await takePosting(request, promptVersionBody);
  const known = await findPromptVersion(db, projectId, name, version);
  const createdAt = body.createdAt ?? known?.createdAt ?? posting.postedAt;
  const prompt = { name, version, text: body.text, createdAt };
  const changed = await savePromptVersion(db, projectId, prompt, posting);
  const subject = `${name} ${version}`;
  if (changed) await noteDone(acting, { action: "prompt.save", subject }, prompt);
  return { prompt, changed, ...(await proposals(projectId, prompt)) };
});

/** What was confirmed already says so in `match`; the rest counts for nothing until it is. */
async function proposals(
  projectId: number,
  prompt: { readonly name: string; readonly version: string; readonly text: string },
) {
  const { conditionals, removed } = buildPrompt(prompt, await loadBranches(db, projectId));
  const branches = conditionals.map(({ proposal, match, ...conditional }) => {
    const { identities: _identities, ...branch } = proposal;
    const { start, end, line, action, otherwise, kind } = conditional;
    return { ...branch, match, start, end, line, action, otherwise, kind };
  });
  return { branches, removed };
}
