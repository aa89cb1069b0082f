import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading, Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useLineage } from "../api/queries";
import type { Lineage as LineageOf, LineageNode } from "../api/types";
import { Button, Mark, Waiting } from "../app/pieces";
import { generations } from "./generations";
import css from "./lineage.module.css";
import { Graph } from "./lineage-graph";
import { nameOfRole, titleOf } from "./names";

/** The most that a lineage is asked for at once. */
const MOST = 2000;

/** Where a work comes from and what came of it: drawn, and as a list that says the same. */
export function Lineage({ work, fold, onFold }: { work: string; fold: number; onFold: (most: number) => void }) {
  const { t } = useTranslation();
  // The variants of a round are one node until somebody opens it.
  const [rounds, setRounds] = useState(true);
  const lineage = useLineage(work, fold, rounds);
  if (lineage.data === undefined) return <Waiting error={lineage.error} again={() => void lineage.refetch()} />;
  const told = lineage.data;
  if (told.nodes.length < 2) return <p>{t("work.lineage.alone")}</p>;
  const more = Math.min(MOST, fold * 2);
  return (
    <>
      <Graph key={work} lineage={told} onUnfold={(node) => (node.kind === "round" ? setRounds(false) : onFold(more))} />
      {told.folded > 0 && (
        <p className={css["folded"]}>
          {t("work.lineage.folded", { count: told.folded })}{" "}
          {fold < MOST && (
            <Button small onPress={() => onFold(more)}>
              {t("work.lineage.unfold", { count: more })}
            </Button>
          )}
        </p>
      )}
      <Disclosure className={css["same"] ?? ""}>
        <Heading level={3}>
          <AriaButton slot="trigger">
            <ChevronRight aria-hidden size={18} /> {t("work.lineage.list", { count: told.nodes.length })}
          </AriaButton>
        </Heading>
        <DisclosurePanel>
          <Listed lineage={told} />
        </DisclosurePanel>
      </Disclosure>
      <p className={css["about"]}>{t("work.lineage.about")}</p>
    </>
  );
}

/** The same by generations: the nearest first, before and after. */
function Listed({ lineage }: { lineage: LineageOf }) {
  const { t } = useTranslation();
  const { before, after } = generations(lineage);
  const own = lineage.nodes.find((node) => node.id === lineage.work)?.title ?? "";
  return (
    <div className={css["listed"]}>
      {([["before", before], ["after", after]] as const).map(([side, parts]) => (
        <section key={side} aria-label={t(`work.lineage.${side}`)}>
          <h4>{t(`work.lineage.${side}`)}</h4>
          {parts.length === 0 && <p>{t(`work.lineage.none.${side}`)}</p>}
          <ol>
            {parts.map((nodes, at) => (
              <li key={nodes[0]?.id}>
                <span className={css["step"]}>{t("work.lineage.step", { count: at + 1 })}</span>
                <ul>
                  {nodes.map((node) => (
                    <li key={node.id}>
                      <Named node={node} own={own} />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Named({ node, own }: { node: LineageNode; own: string }) {
  const { t } = useTranslation();
  if (node.folded > 0) return <>{node.title !== "" ? node.title : t("work.lineage.more", { count: node.folded })}</>;
  return (
    <>
      {node.by !== null && <Mark kind={node.by.kind} />} <Link href={`/w/${node.id}`}>{titleOf(t, node, own)}</Link>
      <span className={css["role"]}>
        {nameOfRole(t, node.role)}
        {node.by !== null && `, ${node.by.name}`}
      </span>
    </>
  );
}
