import type { Lineage, LineageNode } from "../api/types";

interface Steps {
  before: LineageNode[][];
  after: LineageNode[][];
}

/** The nodes of a lineage by how many steps they are from its work: those it comes from, those that came of it. */
export function generations(lineage: Lineage): Steps {
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]));
  const next = (from: "from" | "to", to: "from" | "to") => {
    const found = new Map<string, string[]>();
    for (const edge of lineage.edges) {
      const [start, end] = [edge[from], edge[to]];
      if (start !== undefined && end !== undefined) found.set(start, [...(found.get(start) ?? []), end]);
    }
    return found;
  };
  const walk = (around: Map<string, string[]>): LineageNode[][] => {
    const seen = new Set([lineage.work]);
    const parts: LineageNode[][] = [];
    let now = [lineage.work];
    while (now.length > 0) {
      const then = [...new Set(now.flatMap((id) => around.get(id) ?? []))].filter((id) => !seen.has(id));
      for (const id of then) seen.add(id);
      const part = then.flatMap((id) => nodes.get(id) ?? []);
      if (part.length > 0) parts.push(part);
      now = then;
    }
    return parts;
  };
  return { before: walk(next("to", "from")), after: walk(next("from", "to")) };
}

/** The neighbour that an arrow goes to: left to what a work comes from, right to what came of it, up and down within a column. */
export function neighbour(lineage: Lineage, places: ReadonlyMap<string, { x: number; y: number }>, at: string, key: string): string | undefined {
  const here = places.get(at);
  if (here === undefined) return undefined;
  const near = (ids: readonly string[]): string | undefined =>
    ids.filter((id) => places.has(id)).toSorted((one, other) => Math.abs((places.get(one)?.y ?? 0) - here.y) - Math.abs((places.get(other)?.y ?? 0) - here.y))[0];
  const of = (mine: "from" | "to", theirs: "from" | "to"): string[] => lineage.edges.flatMap((edge) => (edge[mine] === at ? (edge[theirs] ?? []) : []));
  if (key === "ArrowLeft") return near(of("to", "from"));
  if (key === "ArrowRight") return near(of("from", "to"));
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const way = key === "ArrowDown" ? 1 : -1;
  const column = [...places].filter(([id, place]) => id !== at && Math.abs(place.x - here.x) < 1 && (place.y - here.y) * way > 0);
  return column.toSorted(([, one], [, other]) => (one.y - other.y) * way)[0]?.[0];
}
