import "@xyflow/react/dist/base.css";
import { Handle, MarkerType, Position, ReactFlow, ReactFlowProvider, useReactFlow, type Edge, type Node, type NodeProps } from "@xyflow/react";
import { LocateFixed, Minus, Plus, Scan } from "lucide-react";
import { createContext, useContext, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Button as AriaButton, Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Lineage, LineageNode } from "../api/types";
import { IconButton, Mark, Thumb } from "../app/pieces";
import { neighbour } from "./generations";
import css from "./lineage.module.css";
import { nameOfRole, titleOf } from "./names";
import { HEIGHT, WIDTH, type Place } from "./placing";

type WorkNode = Node<{ node: LineageNode; self: boolean; name: string }, "work">;

/** Which node holds the one stop of the Tab key, and what a folded one does. */
const Here = createContext<{ active: string; unfold: (node: LineageNode) => void; setActive: (id: string) => void }>({ active: "", unfold: () => undefined, setActive: () => undefined });

const TYPES = { work: Card };
/** The least zoom at which titles can be read. */
const LEGIBLE = 0.7;

/** Whether a whole lineage can be shown in its frame without becoming too small to read. */
function isLegibleWhole(places: ReadonlyMap<string, Place>, box: HTMLElement | null): boolean {
  if (box === null) return false;
  const [xs, ys] = [[...places.values()].map(({ x }) => x), [...places.values()].map(({ y }) => y)];
  const wide = Math.max(...xs) - Math.min(...xs) + WIDTH;
  const high = Math.max(...ys) - Math.min(...ys) + HEIGHT;
  return Math.min(box.clientWidth / wide, box.clientHeight / high) >= LEGIBLE;
}

export function Graph({ lineage, onUnfold }: { lineage: Lineage; onUnfold: (node: LineageNode) => void }) {
  const { t } = useTranslation();
  const places = usePlaces(lineage);
  return (
    <div className={css["graph"]}>
      {places === undefined ? (
        <output className={css["placing"]}>{t("shell.waiting")}</output>
      ) : (
        <ReactFlowProvider key={lineage.nodes.length}>
          <Drawn lineage={lineage} places={places} onUnfold={onUnfold} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

/** Places come from a worker; those of another lineage are not waited for. */
function usePlaces(lineage: Lineage): Map<string, Place> | undefined {
  const [told, setTold] = useState<{ of: Lineage; places: Map<string, Place> }>();
  useEffect(() => {
    const worker = new Worker(new URL("./placing.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<[string, Place][]>) => setTold({ of: lineage, places: new Map(data) }));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of this very page.
    worker.postMessage({ nodes: lineage.nodes, edges: lineage.edges });
    return () => worker.terminate();
  }, [lineage]);
  return told !== undefined && lineage.nodes.every(({ id }) => told.places.has(id)) ? told.places : undefined;
}

/* The library calls its parts "node" and "edge", in English: works say what they are, lines are heard as the list tells them. */
const UNTOLD = { "aria-roledescription": undefined };
const UNHEARD = { "aria-hidden": true, "aria-roledescription": undefined };

function Drawn({ lineage, places, onUnfold }: { lineage: Lineage; places: Map<string, Place>; onUnfold: (node: LineageNode) => void }) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(lineage.work);
  const own = lineage.nodes.find((node) => node.id === lineage.work)?.title ?? "";
  const nodes: WorkNode[] = lineage.nodes.map((node) => ({
    id: node.id, type: "work", position: places.get(node.id) ?? { x: 0, y: 0 }, width: WIDTH, height: HEIGHT, data: { node, self: node.id === lineage.work, name: titleOf(t, node, own) },
    domAttributes: UNTOLD,
  }));
  const edges: Edge[] = lineage.edges.map((edge, at) => {
    const near = edge["from"] === lineage.work || edge["to"] === lineage.work;
    return { id: String(at), domAttributes: UNHEARD, source: edge["from"] ?? "", target: edge["to"] ?? "", className: css[near ? "near" : "far"] ?? "", markerEnd: { type: MarkerType.ArrowClosed, color: near ? "var(--ink)" : "var(--edge)" } };
  });
  const show = (id: string): void => {
    const at = places.get(id);
    if (at !== undefined) void flow.setCenter(at.x + WIDTH / 2, at.y + HEIGHT / 2, { zoom: Math.max(LEGIBLE, flow.getZoom()), duration: 200 });
  };
  const begin = (): void => {
    if (isLegibleWhole(places, box.current)) void flow.fitView({ padding: 0.06, maxZoom: 1 });
    else show(lineage.work);
  };
  const goOn = (event: KeyboardEvent): void => {
    const next = neighbour(lineage, places, active, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setActive(next);
    show(next);
    box.current?.querySelector<HTMLElement>(`[data-work="${CSS.escape(next)}"]`)?.focus({ preventScroll: true });
  };
  return (
    <Here value={{ active, unfold: onUnfold, setActive }}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows go from work to work, which are links. */}
      <div ref={box} className={css["flow"]} role="group" aria-label={t("work.lineage.graph", { count: lineage.nodes.length })} onKeyDown={goOn}>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={TYPES}
          onInit={begin}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          zoomOnScroll={false}
          preventScrolling={false}
          zoomActivationKeyCode={["Control", "Meta"]}
          deleteKeyCode={null}
          minZoom={0.06}
          maxZoom={2}
          proOptions={{ hideAttribution: true }}
        />
      </div>
      <div className={css["tools"]} role="group" aria-label={t("work.viewer.zoom")}>
        <IconButton small icon={Minus} label={t("work.viewer.out")} onPress={() => void flow.zoomOut()} />
        <IconButton small icon={Plus} label={t("work.viewer.in")} onPress={() => void flow.zoomIn()} />
        <IconButton small icon={Scan} label={t("work.lineage.whole")} onPress={() => void flow.fitView({ padding: 0.05 })} />
        <IconButton small icon={LocateFixed} label={t("work.lineage.self")} onPress={() => show(lineage.work)} />
      </div>
    </Here>
  );
}

function Card({ id, data: { node, self, name } }: NodeProps<WorkNode>) {
  const { t } = useTranslation();
  const { active, unfold, setActive } = useContext(Here);
  const focus = { "data-work": id, excludeFromTabOrder: active !== id, onFocus: () => setActive(id) };
  const role = nameOfRole(t, node.role);
  return (
    <>
      <Handle type="target" position={Position.Left} className={css["handle"] ?? ""} isConnectable={false} />
      {node.folded > 0 ? (
        <AriaButton {...focus} className={css["fold"] ?? ""} onPress={() => unfold(node)}>
          {node.title === "" ? t("work.lineage.more", { count: node.folded }) : node.title}
        </AriaButton>
      ) : (
        <Link {...focus} href={`/w/${id}`} className={css["card"] ?? ""} data-self={self || undefined} aria-current={self ? "page" : "false"}>
          {node.image !== null && <Thumb work={node.image} size={64} alt="" />}
          <span className={css["named"]}>
            <b>{name}</b>
            <span>
              {node.by !== null && <Mark kind={node.by.kind} quiet />} {role}
              {node.by !== null && <span className="unseen">, {node.by.name}</span>}
            </span>
          </span>
        </Link>
      )}
      <Handle type="source" position={Position.Right} className={css["handle"] ?? ""} isConnectable={false} />
    </>
  );
}
