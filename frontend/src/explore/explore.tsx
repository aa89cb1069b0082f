import { ArrowRight, Bookmark, Check, Dices, Pin as PinIcon, Shapes, Undo2, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useProject } from "../api/queries";
import { useActions, type Action } from "../app/actions";
import { Button, Select, Tabs, Waiting } from "../app/pieces";
import { number } from "../app/dates";
import { useTitle } from "../app/title";
import { useExplorer, useGenerators } from "./asking";
import { Current, LookOf, Uses } from "./current";
import { Dials } from "./dials";
import { Drawing } from "./drawing";
import css from "./explore.module.css";
import { Mixing } from "./mixing";
import { NineGrid } from "./nine";
import { KeptEmblems, SpaceOf } from "./space";
import { authorsOf, MOST_PINS } from "./state";
import type { Explorer, Generator, Source } from "./types";
import { useBoard } from "./use-board";
import { Words } from "./words";

/** What a model draws, explored live: of a project, or of the home where there is none; by the model of the house, or by the generator that the address names. */
export function ExplorePage() {
  const { slug } = useParams();
  const [asked, setAsked] = useSearchParams();
  const generators = useGenerators();
  const explorer = useExplorer(slug);
  const model = asked.get("model") ?? undefined;
  if (explorer.data === undefined || (model !== undefined && generators.data === undefined)) {
    const failed = explorer.data === undefined ? explorer : generators;
    return <Waiting error={failed.error} again={() => void failed.refetch()} />;
  }
  const choose = (id: string): void =>
    setAsked((held) => {
      if (id === HOUSE) held.delete("model");
      else held.set("model", id);
      return held;
    });
  const generator = generators.data?.find((one) => one.id === model);
  return <Exploring key={generator?.id ?? ""} slug={slug} explorer={explorer.data} generator={generator} generators={generators.data ?? []} gone={model !== undefined && generator === undefined} choose={choose} />;
}

/** What the model of the house is called among models; no generator can have this id. */
const HOUSE = "-";

function Exploring({ slug, explorer, generator, generators, gone, choose }: {
  slug: string | undefined;
  explorer: Explorer;
  generator: Generator | undefined;
  generators: readonly Generator[];
  /** Whether a generator was asked for that is not there. */
  gone: boolean;
  choose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const project = useProject(slug);
  const from: Source = useMemo(() => ({ slug, model: generator?.id }), [slug, generator?.id]);
  const [part, setPart] = useState(generator === undefined ? "words" : "dials");
  const boarded = useBoard(from, explorer.inks[0]?.inks);
  const { board, pins, past, busy } = boarded;
  useTitle(t(generator === undefined ? "explore.title" : "explore.pictures.title"), project.data?.title);

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

  const authors = authorsOf(board.figures);
  return (
    <div className={css["page"]}>
      <header className={css["head"]}>
        <h1>{t(generator === undefined ? "explore.title" : "explore.pictures.title")}</h1>
        <p>{generator === undefined ? t("explore.lead", { works: number(explorer.works), authors: explorer.authors }) : t("explore.pictures.lead", { name: generator.name, author: generator.author || "–" })}</p>
      </header>
      <section className={css["stage"]} aria-label={t("explore.nine.title")}>
        <NineGrid boarded={boarded} explorer={explorer} />
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
        {gone && <p className={css["wary"]}>{t("explore.model.gone")}</p>}
        {generators.length > 0 && (
          <Select
            label={t("explore.model.which")}
            value={generator?.id ?? HOUSE}
            onChange={choose}
            options={[{ id: HOUSE, name: t("explore.model.house") }, ...generators.map(({ id, name, wide, high }) => ({ id, name, note: `${wide} × ${high}` }))]}
          />
        )}
        {generator === undefined && <LookOf boarded={boarded} explorer={explorer} />}
        <Tabs
          label={t("explore.steer")}
          selected={part}
          onSelect={setPart}
          tabs={[
            ...(generator === undefined ? [{ id: "words", title: t("explore.words.title"), content: <Words boarded={boarded} /> }] : []),
            { id: "dials", title: t("explore.dials.title"), content: <Dials boarded={boarded} from={from} /> },
            { id: "mix", title: pins.length > 0 ? t("explore.mix.titleOf", { count: pins.length }) : t("explore.mix.title"), content: <Mixing boarded={boarded} crosses={generator === undefined} /> },
            { id: "draw", title: t(generator === undefined ? "explore.draw.title" : "explore.pictures.seek"), content: <Drawing boarded={boarded} from={from} /> },
          ]}
        />
      </div>
      <div className={css["more"]} data-explore-keep>
        <Current boarded={boarded} from={from} generator={generator} />
      </div>
      {generator === undefined && <Uses boarded={boarded} />}
      <div className={css["below"]}>
        <SpaceOf boarded={boarded} from={from} />
        <KeptEmblems boarded={boarded} from={from} title={project.data?.title ?? ""} groups={explorer.groups} />
      </div>
      <footer className={css["model"]}>
        <details>
          <summary>{t(generator === undefined ? "explore.model.title" : "explore.pictures.terms")}</summary>
          {generator === undefined ? (
            <>
              <p>{explorer.credit}</p>
              <p>{t("explore.model.version", { version: explorer.version, outputs: explorer.outputs })}</p>
            </>
          ) : (
            <>
              <p>{t("explore.pictures.weights", { author: generator.author || "–", licence: generator.weights })}</p>
              <p>{t("explore.model.version", { version: generator.version, outputs: generator.outputs })}</p>
            </>
          )}
        </details>
      </footer>
    </div>
  );
}
