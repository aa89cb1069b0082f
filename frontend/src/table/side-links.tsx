import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isEnter } from "../app/keys";
import { Field, Mark } from "../app/pieces";
import { labelLink } from "./document";
import { nameOf as nameOfWork } from "./deciding";
import { wordsOn } from "./labels";
import { useHere, useShown, useTableState } from "./session";
import type { Card, Link } from "./shapes";
import css from "./side.module.css";
import { useWho } from "./who";

/** A name is cut after so many signs. */
const SHORT = 40;

/** The lines of what is selected: whose each is, and the words on it, to be written. */
export function SideLinks({ cards }: { cards: readonly Card[] }) {
  const { t } = useTranslation();
  const { links } = useTableState(useHere());
  const ids = new Set(cards.map((card) => card.id));
  const touching = [...links.values()].filter((link) => (ids.size === 1 ? ids.has(link.from) || ids.has(link.to) : ids.has(link.from) && ids.has(link.to)));
  if (touching.length === 0) return null;
  return (
    <section>
      <h3>{t("table.side.links")}</h3>
      <ul className={css["links"]}>
        {touching.slice(0, 12).map((link) => (
          <LinkSide key={link.id} link={link} />
        ))}
      </ul>
    </section>
  );
}

function LinkSide({ link }: { link: Link }) {
  const { t } = useTranslation();
  const { table } = useHere();
  const { cards } = useTableState(useHere());
  const works = useShown();
  const party = useWho(link.by);
  // What is not touched here shows what the table has, and is not written back.
  const [typed, setLabel] = useState<string>();
  const label = typed ?? link.label;
  const nameOf = (id: string): string => {
    const card = cards.get(id);
    const row = card?.work === undefined ? undefined : works.get(card.work);
    const name = row === undefined ? (card === undefined ? "" : card.title || wordsOn(card, t, works) || t(`table.cards.${card.kind}`)) : row.kind === "draft" ? nameOfWork(row) : (row.headline ?? row.title);
    return name.length > SHORT ? `${name.slice(0, SHORT)}…` : name;
  };
  const write = (): void => {
    if (typed !== undefined && typed.trim() !== link.label) labelLink(table, link.id, typed.trim());
    setLabel(undefined);
  };
  return (
    <li>
      <Field label={t("table.side.linkOf", { from: nameOf(link.from), to: nameOf(link.to) })} placeholder={t("table.side.linkSays")} value={label} onChange={setLabel} onBlur={write} onKeyDown={(event) => (isEnter(event) ? write() : event.continuePropagation())} maxLength={200} />
      {party !== undefined && (
        <small className={css["facts"]}>
          <Mark kind={party.kind} /> {party.name}
        </small>
      )}
    </li>
  );
}
