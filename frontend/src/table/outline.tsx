import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { GridList, GridListItem, GridListHeader, GridListSection, ListLayout, Virtualizer } from "react-aria-components";
import { FileText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { emblemOf } from "../api/addresses";
import { Field, Mark, StateBadge, Thumb } from "../app/pieces";
import { inOrder } from "./arrange";
import { FIND, found, type Part } from "./finding";
import { onTheTable } from "./keyboard";
import { wordsOn } from "./labels";
import css from "./outline.module.css";
import { useSaid } from "./said";
import { only } from "./selection";
import { useHere, useShown, useTableState, type Works } from "./session";
import type { Card } from "./shapes";
import { useCell } from "./state";
import { isStruck } from "./shown";
import { show } from "./table-actions";

/** Heights of a row and of the words over rows, in pixels: a name may take two lines. */
const LAYOUT = { rowHeight: 72, headingHeight: 44, padding: 8 };

/** The table as a list, in reading order, under the words that stand over its rows: the same cards, the same keys. */
export function Outline({ open }: { open: (card: Card) => void }) {
  const { t } = useTranslation();
  const session = useHere();
  const works = useShown();
  const said = useSaid();
  const { cards } = useTableState(session);
  const selection = useCell(session.board.selection);
  const [sought, setSought] = useState("");
  const all = useMemo(() => partsOf(onTheTable(cards), t("table.outline.rest"), (label) => wordsOn(label, t, works)), [cards, t, works]);
  const saidOf = useCallback((card: Card): string => said(card, card.work === undefined ? undefined : works.get(card.work)), [said, works]);
  const parts = useMemo(() => found(all, sought, saidOf), [all, sought, saidOf]);
  const empty = all.every((part) => part.cards.length === 0);
  const list = useActiveInSight(parts, selection.ids);
  if (empty) return <p className={css["none"]}>{t("table.outline.none")}</p>;
  return (
    <div className={css["outline"]}>
      <div id={FIND} className={css["find"]}>
        <Field bare label={t("table.outline.find")} type="search" placeholder={t("table.outline.find")} value={sought} onChange={setSought} maxLength={200} />
      </div>
      <p role="status" className={sought.trim() === "" || parts.length > 0 ? "unseen" : css["none"]}>
        {sought.trim() === "" ? "" : t("table.outline.found", { count: parts.reduce((sum, part) => sum + part.cards.length, 0) })}
      </p>
      {/* Only what is in sight of the list is an element: a table may hold thousands of cards. */}
      <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
        <GridList
          ref={list}
          aria-label={t("table.outline.title")}
          className={css["list"] ?? ""}
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={selection.ids}
          onSelectionChange={(keys) => {
            const ids = keys === "all" ? onTheTable(cards).map((card) => card.id) : [...keys].map(String);
            const active = ids.find((id) => !selection.ids.has(id)) ?? ids.at(-1);
            session.board.selection.set(only(ids, active));
            const card = active === undefined ? undefined : cards.get(active);
            if (card !== undefined) show(session, card);
          }}
          onAction={(key) => {
            const card = cards.get(String(key));
            if (card !== undefined) open(card);
          }}
        >
          {parts.map((part) => (
            <GridListSection key={part.id} className={css["part"] ?? ""}>
              <GridListHeader className={css["head"] ?? ""}>{part.title}</GridListHeader>
              {part.cards.map((card) => (
                <GridListItem key={card.id} id={card.id} textValue={saidOf(card)} className={css["item"] ?? ""}>
                  <Row card={card} works={works} />
                </GridListItem>
              ))}
            </GridListSection>
          ))}
        </GridList>
      </Virtualizer>
    </div>
  );
}

/** The card that was selected last is seen in the list too, whoever selected it: a version that was just made, above all. */
function useActiveInSight(parts: readonly Part[], selected: ReadonlySet<string>) {
  const list = useRef<HTMLDivElement>(null);
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  useEffect(() => {
    const element = list.current;
    const place = selected.size === 1 ? placeOf(latest.current, [...selected][0]) : undefined;
    if (element === null || place === undefined) return;
    const room = element.clientHeight - LAYOUT.rowHeight;
    if (place < element.scrollTop || place > element.scrollTop + room) element.scrollTop = Math.max(0, place - room / 2);
  }, [selected]);
  return list;
}

/** How far down a card stands in the list, in pixels. */
export function placeOf(parts: readonly Part[], id: string | undefined): number | undefined {
  let at = LAYOUT.padding;
  for (const part of parts) {
    at += LAYOUT.headingHeight;
    const index = part.cards.findIndex((card) => card.id === id);
    if (index >= 0) return at + index * LAYOUT.rowHeight;
    at += part.cards.length * LAYOUT.rowHeight;
  }
  return undefined;
}

function Row({ card, works }: { card: Card; works: Works }) {
  const { t } = useTranslation();
  const row = card.work === undefined ? undefined : works.get(card.work);
  if (card.work === undefined) {
    const words = card.kind === "frame" || card.kind === "link" ? card.title || card.url : wordsOn(card, t, works);
    return (
      <>
        <span className={css["sign"]} aria-hidden />
        <span className={css["title"]}>
          {words === "" ? t(`table.cards.${card.kind}`) : words}
          <small>{t(`table.cards.${card.kind}`)}</small>
        </span>
      </>
    );
  }
  if (row === undefined) return <span className={css["title"]}>{t("table.card.coming")}</span>;
  const picture = row.image !== null || row.modality === "image";
  return (
    <>
      <span className={css["thumb"]}>
        {picture ? (
          <Thumb work={row.image ?? row.id} size={64} alt="" refused={row.state === "refused"} />
        ) : row.emblem !== null ? (
          <span className={css["emblem"]} data-refused={row.state === "refused" || undefined} style={{ maskImage: `url(${emblemOf(row.emblem)})` }} aria-hidden />
        ) : (
          <FileText aria-hidden size={22} strokeWidth={1.4} />
        )}
      </span>
      <span className={css["title"]}>
        <span>
          {row.number !== null && <b>{row.number}</b>} {row.headline ?? row.title}
        </span>
        <small>
          <Mark kind={row.by.kind} /> <span>{row.title === row.headline ? t(`table.kinds.${row.kind}`) : row.title}</span> <StateBadge state={row.state} struck={isStruck(row)} />
        </small>
      </span>
    </>
  );
}

/** Cards under the label that stands over them, or in the frame that they lie in; what has neither comes last. */
export function partsOf(all: readonly Card[], rest: string, said: (label: Card) => string = (label) => label.text): Part[] {
  const labels = inOrder(all.filter((card) => card.kind === "label"));
  const parts = new Map<string, Card[]>(labels.map((label) => [label.id, []]));
  const loose: Card[] = [];
  for (const card of inOrder(all.filter((one) => one.kind !== "label"))) {
    const over = labels
      .filter((label) => label.y <= card.y && card.x >= label.x - 40 && card.x < label.x + Math.max(label.w, 2000))
      .reduce<Card | undefined>((best, label) => (best === undefined || label.y > best.y || (label.y === best.y && label.x > best.x) ? label : best), undefined);
    (over === undefined ? loose : (parts.get(over.id) ?? loose)).push(card);
  }
  const named = labels.map((label) => ({ id: label.id, title: said(label), cards: parts.get(label.id) ?? [] })).filter((part) => part.cards.length > 0);
  return loose.length === 0 ? named : [...named, { id: "rest", title: rest, cards: loose }];
}
