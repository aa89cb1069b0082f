import { Graph, layout } from "@dagrejs/dagre";
import type { Lineage } from "../api/types";

export const WIDTH = 216;
export const HEIGHT = 72;

export interface Place {
  x: number;
  y: number;
}

/** Where each work of a lineage is drawn, by its upper left corner: from left to right as one came of the other. */
export function placed(lineage: Pick<Lineage, "nodes" | "edges">): Map<string, Place> {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 64 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of lineage.nodes) graph.setNode(node.id, { width: WIDTH, height: HEIGHT });
  for (const edge of lineage.edges) {
    if (edge["from"] !== undefined && edge["to"] !== undefined) graph.setEdge(edge["from"], edge["to"]);
  }
  layout(graph);
  return new Map(lineage.nodes.map(({ id }) => {
    const at = graph.node(id) as Place;
    return [id, { x: at.x - WIDTH / 2, y: at.y - HEIGHT / 2 }];
  }));
}
