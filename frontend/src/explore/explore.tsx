import { ArrowRight, Bookmark, Check, Dices, Pin as PinIcon, Shapes, Undo2, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useProject } from "../api/queries";
import { useActions, type Action } from "../app/actions";
import { Button, Tabs, Waiting } from "../app/pieces";
import { number } from "../app/dates";
import { useTitle } from "../app/title";
import { useExplorer } from "./asking";
import { Current, LookOf, Uses } from "./current";
import { Dials } from "./dials";
import { Drawing } from "./drawing";
import css from "./explore.module.css";
import { Mixing } from "./mixing";
import { NineGrid } from "./nine";
import { KeptEmblems, SpaceOf } from "./space";
import { authorsOf, MOST_PINS } from "./state";
import { useBoard } from "./use-board";
import { Words } from "./words";

/** Emblems by the model of the house, explored live: of a project, or of the home where there is none. */
export function ExplorePage() {
  const { t } = useTranslation();
  const { slug } = useParams();
  const project = useProject(slug);
  const explorer = useExplorer(slug);
  const [part, setPart] = useState("words");
  const boarded = useBoard(slug, explorer.data?.inks[0]?.inks);
  const { board, pins, past, busy } = boarded;
  useTitle(t("explore.title"), project.data?.title);

  const figure = board.figures[board.current];
  const here = figure !== undefined && !busy;
  const like = board.picked.length > 0 ? board.picked.flatMap((place) => board.figures[place]?.point ?? []).slice(0, MOST_PINS) : figure === undefined ? [] : [figure.point];
  const pinned = figure !== undefined && pins.some((one) => one.point === figure.point);
  const actions: Action[] = [
    { id: "explore.pick", label: "explore.act.pick", key: "c", group: "decide", icon: Check, enabled: here, run: () => boarded.mark(board.current, "picked") },
    { id: "explore.refuse", label: "explore.act.refuse", key: "r", group: "decide", icon: X, enabled: here, run: () => boarded.mark(board.current, "refused") },
    { id: "explore.keep", label: "explore.act.keep", key: "g", group: "decide", icon: Bookmark, enabled: here, run: () => document.querySelector<HTMLButtonElement>("[data-explore-keep] button[type=submit]")?.click() },
    { id: "explore.pin", label: pinned ? "explore.act.unpin" : "explore.act.pin", key: "p", group: "work", icon: PinIcon, enabled: here && (pinned || pins.length < MOST_PINS), run: () => figure !== undefined && boarded.pin({ point: figure.point, svg: figure.svg }) },
    { id: "explore.next", label: "explore.act.next", key: "n", group: "round", icon: ArrowRight, enabled: !busy, run: () => void boarded.next() },
    { id: "explore.like", label: board.picked.length > 0 ? "explore.act.likePicked" : "explore.act.like", key: "m", group: "round", icon: Shapes, enabled: here, run: () => void boarded.next({ like, words: "" }) },
    { id: "explore.chance", label: "explore.act.chance", key: "h", group: "round", icon: Dices, enabled: !busy, run: () => void boarded.next({ words: "", chance: true }) },
    { id: "explore.back", label: "explore.act.back", key: ["mod+z", "u"], group: "round", icon: Undo2, enabled: past.length > 0 && !busy, run: () => void boarded.back() },
  ];
  useActions(actions);
  const named = (id: string): Action | undefined => actions.find((one) => one.id === id);
  const button = (id: string, weight: "plain" | "strong" | "quiet" = "plain") => {
    const action = named(id);
    if (action === undefined) return null;
    const [key] = typeof action.key === "string" ? [action.key] : (action.key ?? []);
    return (
      <Button key={id} small weight={weight} {...(action.icon === undefined ? {} : { icon: action.icon })} shortcut={id === "explore.back" ? "u" : key} isDisabled={action.enabled === false} onPress={action.run}>
        {t(action.label)}
      </Button>
    );
  };

  if (explorer.data === undefined) return <Waiting error={explorer.error} again={() => void explorer.refetch()} />;
  const authors = authorsOf(board.figures);
  return (
    <div className={css["page"]}>
      <header className={css["head"]}>
        <h1>{t("explore.title")}</h1>
        <p>{t("explore.lead", { works: number(explorer.data.works), authors: explorer.data.authors })}</p>
      </header>
      <section className={css["stage"]} aria-label={t("explore.nine.title")}>
        <NineGrid boarded={boarded} explorer={explorer.data} />
        <div className={css["deeds"]}>
          {button("explore.next", "strong")}
          {button("explore.like")}
          {button("explore.pin")}
          {button("explore.chance")}
          {button("explore.back", "quiet")}
        </div>
        <p className={css["said"]}>
          {board.picked.length + board.refused.length === 0 ? t("explore.nine.help") : t("explore.nine.chosen", { picked: board.picked.length, refused: board.refused.length })}
        </p>
        {authors.length > 0 && <p className={css["credits"]}>{t("explore.nine.owes", { authors: authors.join(", ") })}</p>}
      </section>
      <div className={css["side"]}>
        <LookOf boarded={boarded} explorer={explorer.data} />
        <Tabs
          label={t("explore.steer")}
          selected={part}
          onSelect={setPart}
          tabs={[
            { id: "words", title: t("explore.words.title"), content: <Words boarded={boarded} /> },
            { id: "dials", title: t("explore.dials.title"), content: <Dials boarded={boarded} /> },
            { id: "mix", title: pins.length > 0 ? t("explore.mix.titleOf", { count: pins.length }) : t("explore.mix.title"), content: <Mixing boarded={boarded} /> },
            { id: "draw", title: t("explore.draw.title"), content: <Drawing boarded={boarded} slug={slug} /> },
          ]}
        />
      </div>
      <div className={css["more"]} data-explore-keep>
        <Current boarded={boarded} slug={slug} />
      </div>
      <Uses boarded={boarded} />
      <div className={css["below"]}>
        <SpaceOf boarded={boarded} slug={slug} />
        <KeptEmblems boarded={boarded} slug={slug} />
      </div>
      <footer className={css["model"]}>
        <details>
          <summary>{t("explore.model.title")}</summary>
          <p>{explorer.data.credit}</p>
          <p>{t("explore.model.version", { version: explorer.data.version, outputs: explorer.data.outputs })}</p>
        </details>
      </footer>
    </div>
  );
}
