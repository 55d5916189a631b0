import { redirect } from "next/navigation";

export default async function ProjectPage({ params }: PageProps<"/[project]">) {
  const { project } = await params;
  redirect(`/${project}/traces`);
}
