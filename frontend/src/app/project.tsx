import { Navigate, useParams } from "react-router";
import { useProject } from "../api/queries";
import type { ProjectState } from "../api/types";
import { Waiting } from "./pieces";

const OPENS: Record<ProjectState, string> = { brief: "brief", ideas: "ideas", drafts: "table", chosen: "table", delivered: "table" };

/** Where a hand-held screen begins: the drafts one under the other, for a table wants room. */
const HELD: Partial<Record<ProjectState, string>> = { drafts: "sheet", chosen: "sheet", delivered: "editions" };
const HAND_HELD = "(max-width: 619px)";

/** `/p/:slug` alone opens what comes next in the project. */
export function WhereItStands() {
  const slug = useSlug();
  const project = useProject(slug);
  if (project.data === undefined) return <Waiting error={project.error} again={() => void project.refetch()} />;
  return <Navigate replace to={(matchMedia(HAND_HELD).matches ? HELD[project.data.state] : undefined) ?? OPENS[project.data.state]} />;
}

/** The project whose page this is. */
export function useSlug(): string {
  const { slug } = useParams();
  if (slug === undefined) throw new Error("This page is of no project.");
  return slug;
}
