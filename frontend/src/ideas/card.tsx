import { useTranslation } from "react-i18next";
import type { Idea } from "../api/types";
import { isEnabled, keysOf, type Action } from "../app/actions";
import { Button, Mark, StateBadge } from "../app/pieces";
import css from "./ideas.module.css";

/** One idea: what it shows, the words that led to it, its headline, its motifs drawn, who had it, what can be done. */
export function IdeaCard({ idea, actions, withLine }: { idea: Idea; actions: readonly Action[]; withLine: boolean }) {
  const { t, i18n } = useTranslation();
  const technique = `ideas.techniques.${idea.technique}`;
  return (
    <article className={css["card"]} data-state={idea.state}>
      <span className={css["number"]} aria-hidden>
        {idea.number}
      </span>
      <div className={css["words"]}>
        <h2>{idea.premise}</h2>
        <ol className={css["path"]} aria-label={t("ideas.path")} data-lead={t("ideas.pathLead")}>
          {idea.path.map((word, index) => (
            <li key={`${index} ${word}`}>{word}</li>
          ))}
        </ol>
        {idea.headline !== "" && <p className={css["headline"]}>{idea.headline}</p>}
        {withLine && idea.line !== "" && <p className={css["line"]}>{idea.line}</p>}
        {idea.why !== "" && <p className={css["why"]}>{idea.why}</p>}
        <p className={css["who"]}>
          <Mark kind={idea.by} /> {idea.who}
          {i18n.exists(technique) && <span> · {t(technique)}</span>} <StateBadge state={idea.state} />
        </p>
        {idea.reason !== "" && <p className={css["reason"]}>{t("ideas.because", { reason: idea.reason })}</p>}
        <div className={css["decide"]}>
          {actions.map((action) => (
            <Button key={action.id} small shortcut={keysOf(action)[0]} onPress={action.run} isDisabled={!isEnabled(action)} weight="plain">
              {t(action.id === "idea.drafts" ? "ideas.compose" : action.label)}
            </Button>
          ))}
        </div>
      </div>
      <Motifs idea={idea} />
    </article>
  );
}

/** What would be drawn: an emblem of the library where there is one, else its word. */
function Motifs({ idea }: { idea: Idea }) {
  const { t } = useTranslation();
  if (idea.motifs.length === 0) return null;
  return (
    <ul className={css["motifs"]} aria-label={t("ideas.motifs")}>
      {idea.motifs.slice(0, 3).map((motif) => {
        const emblem = motif["emblem"] ?? "";
        const word = motif["word"] ?? "";
        return (
          <li key={word}>
            {emblem === "" ? (
              <span className={css["undrawn"]} aria-hidden>
                {motif["drawing"] === "" ? "?" : "■"}
              </span>
            ) : (
              <span className={css["motif"]} style={{ maskImage: `url(/api/emblems/${encodeURIComponent(emblem)}.svg)` }} aria-hidden />
            )}
            <span>{word}</span>
            {emblem === "" && <small>{t(motif["drawing"] === "" ? "ideas.toCommission" : "ideas.byRule")}</small>}
          </li>
        );
      })}
    </ul>
  );
}
