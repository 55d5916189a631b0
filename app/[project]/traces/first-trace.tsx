import { headers } from "next/headers";
import { Notice } from "@/components/notice";
import { firstKeyOf } from "@/lib/auth/first-key";
import { isAtLeast } from "@/lib/domain/role";
import type { OpenProject } from "../../require-project";
import { FirstTraceSteps } from "./first-trace-steps";

/** The list of a project that has no trace at all: how to send the first one. */
export async function FirstTrace({ project }: { readonly project: OpenProject }) {
  const mayManage = isAtLeast(project.role, "admin");
  const asked = await headers();
  const scheme = asked.get("x-forwarded-proto") ?? "http";
  const host = asked.get("x-forwarded-host") ?? asked.get("host") ?? "127.0.0.1:3000";
  return (
    <Notice title="Send the first trace" isWide>
      <p>
        {project.name} has no traces yet. Point an OpenTelemetry exporter at this server; this page
        moves on by itself when the first trace arrives.
      </p>
      <FirstTraceSteps
        slug={project.slug}
        origin={`${scheme}://${host}`}
        // A key may do more than its reader.
        firstKey={mayManage ? firstKeyOf(project.id) : null}
        mayCreate={mayManage}
      />
    </Notice>
  );
}
