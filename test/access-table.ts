import type { KeyScope } from "@/lib/domain/key-scope";
import type { Role } from "@/lib/domain/role";

/**
 * Who may do what: every page, action and endpoint there is. `docs/operating.md` shows it to people,
 * and `app/access.system.test.ts` walks it with every role and fails for what is in the code and not
 * here.
 */
export type Access =
  | { readonly needs: "nobody" | "sign-in" | "server owner" }
  /** At least that, in the project that the address or the first argument names. */
  | { readonly needs: Role }
  /** A key of the project with that scope; a signed-in viewer too where it says so. */
  | { readonly key: KeyScope; readonly orViewer: boolean };

const anybody = { needs: "nobody" } as const;
const signIn = { needs: "sign-in" } as const;
const serverOwner = { needs: "server owner" } as const;
const viewer = { needs: "viewer" } as const;
const member = { needs: "member" } as const;
const admin = { needs: "admin" } as const;
const owner = { needs: "owner" } as const;
const byKey = (key: KeyScope) => ({ key, orViewer: false }) as const;
const reading = { key: "read", orViewer: true } as const;

/** By the folder of the page. */
export const PAGES: Readonly<Record<string, Access>> = {
  "": signIn,
  account: signIn,
  invite: anybody,
  people: serverOwner,
  "reset-password": anybody,
  "sign-in": anybody,
  "[project]": viewer,
  "[project]/(analyses)/tier-mix": viewer,
  "[project]/(analyses)/tier-mix/catalog": viewer,
  "[project]/(analyses)/eval-staleness": viewer,
  "[project]/(analyses)/trace-diff": viewer,
  "[project]/alerts": viewer,
  "[project]/alerts/channels": admin,
  "[project]/alerts/rules": viewer,
  "[project]/ingest": viewer,
  "[project]/sessions": viewer,
  "[project]/sessions/[sessionId]": viewer,
  "[project]/settings": viewer,
  "[project]/settings/audit": admin,
  "[project]/settings/people": viewer,
  "[project]/settings/redaction": admin,
  "[project]/traces": viewer,
  "[project]/traces/[traceId]": viewer,
};

/** By method and folder of the route. */
export const ROUTES: Readonly<Record<string, Access>> = {
  "GET [project]/(analyses)/eval-staleness/export": viewer,
  "GET [project]/(analyses)/tier-mix/export": viewer,
  "GET [project]/(analyses)/trace-diff/export": viewer,
  "GET [project]/(analyses)/trace-diff/step": viewer,
  "GET [project]/ingest/export": viewer,
  "GET [project]/settings/audit/export": admin,
  "GET [project]/traces/[traceId]/download": viewer,
  "GET [project]/traces/[traceId]/search": viewer,
  "GET [project]/traces/[traceId]/spans/[spanId]": viewer,
  "GET [project]/traces/export": viewer,
  "GET api/auth/callback/[provider]": anybody,
  "GET api/health": anybody,
  "GET api/ready": anybody,
  "GET api/metrics": byKey("read"),
  "GET api/v1/alerts": reading,
  "GET api/v1/analyses/[slug]": reading,
  "GET api/v1/baselines": reading,
  "GET api/v1/baselines/[analysis]": reading,
  "PUT api/v1/baselines/[analysis]": byKey("write"),
  "GET api/v1/changes": reading,
  "POST api/v1/changes": byKey("write"),
  "GET api/v1/eval-runs": reading,
  "POST api/v1/eval-runs": byKey("write"),
  "GET api/v1/eval-suites": reading,
  "GET api/v1/eval-suites/[suite]/cases": reading,
  "PUT api/v1/eval-suites/[suite]/cases": byKey("write"),
  "POST api/v1/eval-suites/[suite]/cases/[case]/reviews": byKey("write"),
  "GET api/v1/gates/[slug]": reading,
  "GET api/v1/ingest": byKey("read"),
  "GET api/v1/objectives": reading,
  "GET api/v1/objectives/[name]": reading,
  "PUT api/v1/objectives/[name]": byKey("write"),
  "DELETE api/v1/objectives/[name]": byKey("write"),
  "GET api/v1/rederive": reading,
  "POST api/v1/rederive": byKey("admin"),
  "GET api/v1/rederive/[id]": reading,
  "GET api/v1/routing-rules": reading,
  "GET api/v1/routing-rules/[id]": reading,
  "PUT api/v1/routing-rules/[id]": byKey("write"),
  "POST api/v1/routing-rules/[id]/reviews": byKey("write"),
  "GET api/v1/scores": reading,
  "POST api/v1/scores": byKey("write"),
  "GET api/v1/self-reports": reading,
  "POST api/v1/self-reports": byKey("write"),
  "GET api/v1/tiers": reading,
  "PUT api/v1/tiers": byKey("write"),
  "GET api/v1/traces": byKey("read"),
  "POST api/v1/traces": byKey("ingest"),
  "GET api/v1/traces/[traceId]": byKey("read"),
  "DELETE api/v1/traces/[traceId]": byKey("admin"),
  "DELETE api/v1/users/[userId]": byKey("admin"),
  "POST api/public/otel/v1/traces": byKey("ingest"),
  "POST v1/traces": byKey("ingest"),
  "POST v1/traces/ingest": byKey("ingest"),
  "POST sign-in/accept": anybody,
  "POST sign-out": anybody,
};

/** By the name of the function; the first argument of those of a project is its slug. */
export const ACTIONS: Readonly<Record<string, Access>> = {
  signInAction: anybody,
  joinAction: anybody,
  oidcSignInAction: anybody,
  askResetAction: anybody,
  chooseResetAction: anybody,
  saveProfileAction: signIn,
  savePasswordAction: signIn,
  endSessionAction: signIn,
  createProjectAction: serverOwner,
  setOwnerAction: serverOwner,
  deletePersonAction: serverOwner,
  saveObjectiveAction: member,
  deleteObjectiveAction: member,
  freezeReferenceAction: member,
  reviewRuleAction: member,
  previewCatalogAction: member,
  saveCatalogAction: member,
  saveVolatilePathsAction: member,
  giveScoreAction: member,
  removeScoreAction: member,
  acknowledgeAction: member,
  silenceAction: member,
  endSilenceAction: member,
  createRuleAction: admin,
  setRuleEnabledAction: admin,
  deleteRuleAction: admin,
  createChannelAction: admin,
  testChannelAction: admin,
  setChannelEnabledAction: admin,
  deleteChannelAction: admin,
  createKeyAction: admin,
  createFirstKey: admin,
  rotateKeyAction: admin,
  revokeKeyAction: admin,
  inviteAction: admin,
  withdrawInvitationAction: admin,
  changeRoleAction: admin,
  removeMemberAction: admin,
  saveRetentionAction: admin,
  previewRedactionAction: admin,
  saveRedactionAction: admin,
  deleteTraceAction: admin,
  countUserTracesAction: admin,
  deleteUserTracesAction: admin,
  deleteProjectAction: owner,
};
