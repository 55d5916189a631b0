/** What somebody may be in a project, least first. Each may do all that those before it may. */
export const ROLES = ["viewer", "member", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

/** Whether a role is at least another. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** What each role is for, as people choose it. */
export const ROLE_MEANINGS: Readonly<Record<Role, string>> = {
  viewer: "sees traces, analyses and alerts",
  member: "and sets objectives, tiers and references, and answers alerts",
  admin: "and manages keys, people, alerts, redaction and retention",
  owner: "and names owners and deletes the project",
};
