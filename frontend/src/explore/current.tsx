import { Download } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Field, Select, tellError, tellNote } from "../app/pieces";
import { drawPatterns, drawTurn, useKeep } from "./asking";
import css from "./explore.module.css";
import { LOOK, pictureOf, type Pin } from "./state";
import type { Explorer, Generator, Inks, Pattern, Source, Turn } from "./types";
import type { Boarded } from "./use-board";

/** A picture of four colours side by side. */
const swatch = (inks: readonly string[]): string =>
  pictureOf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">${inks.map((ink, at) => `<path fill="${ink}" d="M${at} 0h1v4h-1z"/>`).join("")}</svg>`);

const sameInks = (one: readonly string[], other: readonly string[]): boolean => one.join().toLowerCase() === other.join().toLowerCase();

/** How all figures are shown: manner, frame, colours. */
export function LookOf({ boarded, explorer }: { boarded: Boarded; explorer: Explorer }) {
  const { t } = useTranslation();
  const { look } = boarded;
  const inks = explorer.inks.find((one) => sameInks(one.inks, look.inks));
  const wear = (one: Inks | undefined): void => void (one !== undefined && boarded.wear({ inks: one.inks }));
  return (
    <div className={css["look"]}>
      <div>
        <Select label={t("explore.look.inks")} value={inks?.id ?? null} onChange={(id) => wear(explorer.inks.find((one) => one.id === id))} options={explorer.inks.map((one) => ({ id: one.id, name: one.name, picture: swatch(one.inks), ...(one.own ? { note: t("explore.look.own") } : {}) }))} />
      </div>
      <Select label={t("explore.look.manner")} value={look.manner} onChange={(id) => boarded.wear({ manner: explorer.manners.find((one) => one.id === id)?.id as typeof LOOK.manner })} options={explorer.manners.map(({ id, name }) => ({ id, name }))} />
      <Select label={t("explore.look.frame")} value={look.frame} onChange={(id) => boarded.wear({ frame: explorer.frames.find((one) => one.id === id)?.id as typeof LOOK.frame })} options={explorer.frames.map(({ id, name }) => ({ id, name }))} />
    </div>
  );
}

/** The figure one is at: large, whom it owes something, and keeping it. */
export function Current({ boarded, from, generator }: { boarded: Boarded; from: Source; generator: Generator | undefined }) {
  const { t } = useTranslation();
  const { board, look } = boarded;
  const keep = useKeep(from);
  const [title, setTitle] = useState("");
  const figure = board.figures[board.current];
  if (figure === undefined) return null;
  const moving = boarded.fields !== undefined;
  return (
    <section className={css["current"]} aria-labelledby="explore-current">
      <h2 id="explore-current">{t("explore.current.title", { number: board.current + 1 })}</h2>
      <div className={css["large"]} style={{ background: look.inks[0] }}>
        {figure.svg !== "" && <img src={pictureOf(figure.svg)} alt={t("explore.nine.figure", { number: board.current + 1 })} />}
      </div>
      <div className={css["told"]}>
      {figure.fault !== "" && <p className={css["wary"]}>{t(figure.svg === "" ? "explore.current.none" : "explore.current.fault", { fault: figure.fault })}</p>}
      {generator === undefined ? (
        <>
          <p className={css["owes"]}>{t("explore.current.owes")}</p>
          <ul className={css["near"]}>
            {figure.near.map((near) => (
              <li key={near.name}>
                {near.name.replaceAll("-", " ")} <span>{t("explore.current.by", { author: near.author, licence: near.licence })}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p className={css["owes"]}>{t(`explore.pictures.${generator.known}`)}</p>
          {generator.works !== "" && <p className={css["learnt"]}>{generator.works}</p>}
        </>
      )}
      <Form
        className={css["keeping"] ?? ""}
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate(
            { point: figure.point, look, words: board.words, title: title.trim(), parents: [...board.parents] },
            {
              onSuccess: (kept) => {
                setTitle("");
                tellNote(t(from.slug === undefined ? "explore.current.keptHome" : "explore.current.kept", { title: kept.title }));
              },
            },
          );
        }}
      >
        <Field label={t("explore.current.name")} value={title} onChange={setTitle} maxLength={120} placeholder={t("explore.current.nameless")} />
        <Button type="submit" weight="decision" shortcut="g" isDisabled={figure.svg === "" || moving || keep.isPending}>
          {t("explore.current.keep")}
        </Button>
      </Form>
      </div>
    </section>
  );
}

/** The figure repeated by all wallpaper groups, and turning into another. */
export function Uses({ boarded }: { boarded: Boarded }) {
  const { t } = useTranslation();
  const { board, look, pins } = boarded;
  const figure = board.figures[board.current];
  const [patternsHeld, setPatterns] = useState<{ of: string; found: Pattern[] }>();
  const [turnHeld, setTurn] = useState<{ of: string; found: Turn }>();
  const [busy, setBusy] = useState(false);
  const others: Pin[] = pins.filter((one) => one.point !== figure?.point);
  const of = `${figure?.point ?? ""} ${JSON.stringify(look)}`;
  // What was drawn of another figure, or in other colours, is not shown beside this one.
  const patterns = patternsHeld?.of === of ? patternsHeld : undefined;
  const turn = turnHeld?.of === of ? turnHeld : undefined;
  if (figure === undefined || figure.svg === "") return null;
  const asked = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (error instanceof Error) tellError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={css["uses"]} aria-labelledby="explore-uses">
      <h2 id="explore-uses">{t("explore.uses.title")}</h2>
      <p className={css["row"]}>
        <Button isDisabled={busy || patterns !== undefined} onPress={() => void asked(async () => setPatterns({ of, found: await drawPatterns(figure.point, look) }))}>
          {t("explore.uses.patterns")}
        </Button>
        {others.map((one, place) => (
          <Button key={one.point} isDisabled={busy} onPress={() => void asked(async () => setTurn({ of, found: await drawTurn(figure.point, one.point, look) }))}>
            {t("explore.uses.turn", { number: pins.indexOf(one) + 1, place })}
          </Button>
        ))}
      </p>
      {others.length === 0 && <p className={css["help"]}>{t("explore.uses.pin")}</p>}
      {turn !== undefined && (
        <figure className={css["turn"]}>
          <img src={pictureOf(turn.found.svg)} alt={t("explore.uses.turning")} />
          <figcaption>
            <a href={pictureOf(turn.found.svg)} download="turn.svg">
              <Download aria-hidden size={16} /> {t("explore.uses.save")}
            </a>
          </figcaption>
        </figure>
      )}
      {patterns !== undefined && (
        <ul className={css["patterns"]}>
          {patterns.found.map((one) => (
            <li key={one.id}>
              <span role="img" aria-label={one.name} style={{ backgroundImage: `url("${pictureOf(one.svg)}")`, backgroundSize: `88px ${(88 * one.height) / one.width}px` }} />
              <a href={pictureOf(one.svg)} download={`pattern-${one.id}.svg`} aria-label={t("explore.uses.savePattern", { name: one.name })}>
                {one.name} <Download aria-hidden size={14} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
