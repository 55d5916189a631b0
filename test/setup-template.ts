import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/store/migrate";
import { openTestServer } from "@/scripts/test-server";
import { onServer, TEMPLATE, urlOf } from "./template";

/** Vitest global setup of the integration project: builds the template every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openTestServer();
  try {
    await onServer(server.url, `drop database if exists ${TEMPLATE}`);
    await onServer(server.url, `create database ${TEMPLATE}`);
    await migrate(urlOf(server.url, TEMPLATE));
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide("postgresUrl", server.url);
  return server.close;
}
