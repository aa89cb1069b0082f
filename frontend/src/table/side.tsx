import { ArrowUpRight, Crosshair } from "lucide-react";
import { useState } from "react";
import { Input, Label, NumberField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { contentOf } from "../api/addresses";
import { useWork } from "../api/queries";
import type { CreditLine, WorkRow, WorkWhole } from "../api/types";
import { ButtonLink, Mark, StateBadge, Tabs, Thumb, Waiting } from "../app/pieces";
import { HeldBack } from "../editions/held";
import { Corrections } from "./corrections";
import { nameOf } from "./deciding";
import { Partners } from "./partners";
import { wordsOn } from "./labels";
import { useHere, useShown } from "./session";
import type { Card } from "./shapes";
import css from "./side.module.css";
import { hostOf } from "./cards";
import { safeUrl } from "./shapes";
import { addCards, changeCard } from "./document";
import { Button, Field } from "../app/pieces";
import { sayWhen } from "./comments";
import { sizedTo } from "./resizing";
import { isStruck, struckIn } from "./shown";
import { SideLinks } from "./side-links";
import { TastePanel } from "./taste";
import { useWho } from "./who";

/** What is selected, in words: who made it, under which terms, what checks found; and the partner to ask. */
export function Side({ cards }: { cards: readonly Card[] }) {
  const { t } = useTranslation();
  const works = useShown();
  const rows = cards.flatMap((card) => (card.work === undefined ? [] : (works.get(card.work) ?? [])));
  const alone = cards.length === 1 ? cards[0] : undefined;
  const row = rows.length === 1 && alone !== undefined ? rows[0] : undefined;
  // Who goes from one version to the next goes on with what they were at.
  const [part, setPart] = useState("credits");
  return (
    <aside className={css["side"]} aria-label={t("table.side.title")}>
      <div className={css["scroll"]}>
        {cards.length === 0 && <p className={css["none"]}>{t("table.side.none")}</p>}
        {cards.length > 1 && <Several count={cards.length} rows={rows} />}
        {row !== undefined && <WorkSide key={row.id} row={row} part={part} onPart={setPart} />}
        {alone !== undefined && alone.work === undefined && <CardSide key={alone.id} card={alone} />}
        {row !== undefined && alone !== undefined && <CardSize key={`${alone.id} size`} card={alone} />}
        {cards.length > 0 && <SideLinks key={`links ${cards.map((card) => card.id).join()}`} cards={cards} />}
        <TastePanel open={cards.length === 0} />
      </div>
      <Partners rows={rows} />
    </aside>
  );
}

/** What was decided, before the reason that was given for it. */
const REASONS = { chosen: "table.side.because.chosen", kept: "table.side.because.kept", refused: "table.side.because.refused" } as const;

function Several({ count, rows }: { count: number; rows: readonly WorkRow[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t("table.side.several", { count })}</h2>
      <ul className={css["several"]}>
        {rows.slice(0, 9).map((row) => (
          <li key={row.id}>
            <Thumb work={row.image} size={64} alt="" width={row.width} height={row.height} refused={row.state === "refused"} />
            <span>{nameOf(row)}</span>
            <StateBadge state={row.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CardSide({ card }: { card: Card }) {
  const { t } = useTranslation();
  const { table, board } = useHere();
  const works = useShown();
  // What is not touched here shows what the table has, and is not written back.
  const [typed, setUrl] = useState<string>();
  const url = typed ?? card.url;
  const safe = safeUrl(card.url);
  const party = useWho(card.by);
  return (
    <section>
      <h2>{t(`table.cards.${card.kind}`)}</h2>
      <p>{card.kind === "link" ? card.title : wordsOn(card, t, works) || card.title}</p>
      {card.kind === "link" && (
        <>
          <Field label={t("table.side.address")} value={url} onChange={setUrl} onBlur={() => typed !== undefined && safeUrl(typed) !== undefined && (changeCard(table, card.id, { url: typed }), setUrl(undefined))} error={safeUrl(url) === undefined ? t("table.side.addressWrong") : undefined} />
          {safe !== undefined && (
            <a href={safe} target="_blank" rel="noreferrer noopener">
              {t("table.side.follow", { host: hostOf(safe) })}
            </a>
          )}
        </>
      )}
      <p className={css["facts"]}>
        {party !== undefined && (
          <>
            <Mark kind={party.kind} /> {party.name},{" "}
          </>
        )}
        {sayWhen(card.made)}
      </p>
      <Struck card={card} />
      <CardSize card={card} />
      <Button small onPress={() => board.editing.set(card.id)}>
        {t("table.side.write")}
      </Button>
    </section>
  );
}

/** What checks struck out of the row under a label: seen here, and laid on the table by whoever wants it there. */
function Struck({ card }: { card: Card }) {
  const { t } = useTranslation();
  const works = useShown();
  const { table, board, undoing } = useHere();
  const struck = struckIn(card.told?.act, works);
  if (struck.length === 0) return null;
  const lay = (row: WorkRow, index: number): void => {
    undoing.cut();
    const side = 240;
    addCards(table, [{ kind: "work", work: row.id, x: card.x + card.w + 40 + index * (side + 24), y: card.y, w: side, h: Math.round((side * (row.height ?? side)) / (row.width ?? side)) }]);
    board.awaited.set(row.id);
  };
  const lying = new Set([...table.read().cards.values()].map((one) => one.work));
  return (
    <details>
      <summary>{t("table.struck.count", { count: struck.length })}</summary>
      <p>{t("table.struck.why")}</p>
      <ul className={css["several"]}>
        {struck.map((row, index) => (
          <li key={row.id}>
            <Thumb work={row.image} size={64} alt="" width={row.width} height={row.height} refused />
            <span>
              {nameOf(row)}
              <small>{row.faults.join(", ")}</small>
            </span>
            {lying.has(row.id) ? (
              <Button small weight="quiet" onPress={() => board.awaited.set(row.id)}>{t("table.struck.show")}</Button>
            ) : (
              <Button small onPress={() => lay(row, index)}>{t("table.struck.lay")}</Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How large a card is, to be written: what a hand does at its corner. */
function CardSize({ card }: { card: Card }) {
  const { t } = useTranslation();
  const { table } = useHere();
  const fields = [["w", "table.side.width"], ["h", "table.side.height"]] as const;
  return (
    <div role="group" aria-label={t("table.side.size")} className={css["size"]}>
      {fields.map(([side, label]) => (
        <NumberField
          key={side}
          value={Math.round(card[side])}
          minValue={24}
          maxValue={4000}
          step={8}
          onChange={(length) => Number.isFinite(length) && changeCard(table, card.id, sizedTo(card, { [side]: length }))}
        >
          <Label>{t(label)}</Label>
          <Input />
        </NumberField>
      ))}
    </div>
  );
}

function WorkSide({ row, part, onPart }: { row: WorkRow; part: string; onPart: (part: string) => void }) {
  const { t } = useTranslation();
  const whole = useWork(row.id);
  return (
    <section>
      <header className={css["head"]}>
        <h2>{row.number === null ? row.title : t("table.card.numbered", { number: row.number, title: row.title })}</h2>
        <StateBadge state={row.state} always={row.kind === "draft" || row.kind === "idea"} />
      </header>
      {row.headline !== null && <p className={css["said"]}>{row.headline}</p>}
      {row.reason !== "" && row.state in REASONS && <p className={css["reason"]}>{t(REASONS[row.state as keyof typeof REASONS], { reason: row.reason })}</p>}
      {row.modality === "audio" && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what a sound is, its title and credits say beside it.
        <audio controls src={contentOf(row.id)} aria-label={row.title} className={css["audio"]} />
      )}
      <ButtonLink small icon={ArrowUpRight} href={`/w/${row.id}`}>
        {t("table.act.open")}
      </ButtonLink>
      {whole.data === undefined ? (
        <Waiting error={whole.error} again={() => void whole.refetch()} />
      ) : (
        <Tabs
          label={t("table.side.parts")}
          selected={part === "correct" && row.kind !== "draft" ? "credits" : part}
          onSelect={onPart}
          tabs={[
            { id: "credits", title: t("table.side.credits"), content: <CreditsPart whole={whole.data} /> },
            ...(row.kind === "draft" ? [{ id: "correct", title: t("table.side.correct"), content: <Corrections row={row} whole={whole.data} /> }] : []),
            { id: "versions", title: t("table.side.versions"), content: <VersionsPart whole={whole.data} /> },
          ]}
        />
      )}
    </section>
  );
}

const EXTRA = 8;

function CreditsPart({ whole }: { whole: WorkWhole }) {
  const { t } = useTranslation();
  const { credits, terms, credential, work } = whole;
  const sentences = Array.isArray(credential?.["sentences"]) ? (credential["sentences"] as unknown[]).map(String) : [];
  return (
    <div className={css["part"]}>
      <dl className={css["credits"]}>
        {credits.slice(0, EXTRA).map((line) => (
          <Credit key={`${line.role_key}${line.who.id}${line.what}`} line={line} />
        ))}
      </dl>
      {credits.length > EXTRA && (
        <details>
          <summary>{t("table.side.moreCredits", { count: credits.length - EXTRA })}</summary>
          <dl className={css["credits"]}>
            {credits.slice(EXTRA).map((line) => (
              <Credit key={`${line.role_key}${line.who.id}${line.what}`} line={line} />
            ))}
          </dl>
        </details>
      )}
      {terms.length > 0 && (
        <>
          <h3>{t("table.side.licence")}</h3>
          <ul className={css["chips"]}>
            {terms.map((term) => (
              <li key={term}>{term}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{t("table.side.credential")}</h3>
      {credential === null ? (
        <p>{t("table.side.unsigned")}</p>
      ) : (
        <div data-state={String(credential["state"])} className={css["credential"]}>
          <b>{String(credential["title"] ?? "")}</b>
          {sentences.slice(0, 3).map((one) => (
            <p key={one}>{one}</p>
          ))}
        </div>
      )}
      {work.kind === "draft" && (
        <>
          <h3>{t("table.side.checks")}</h3>
          {work.faults.length === 0 ? (
            <p>{t("table.checks.sound")}</p>
          ) : (
            <ul className={css["faults"]}>
              {work.faults.map((fault) => (
                <li key={fault}>
                  <Mark kind="rule" quiet /> {fault}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}

function Credit({ line }: { line: CreditLine }) {
  return (
    <div>
      <dt>
        <Mark kind={line.who.kind} /> {line.who.name}
        {line.what !== "" && <small>{line.what}</small>}
      </dt>
      <dd>{line.licence !== "" ? line.licence : line.role}</dd>
    </div>
  );
}

function VersionsPart({ whole }: { whole: WorkWhole }) {
  const { t } = useTranslation();
  const works = useShown();
  const { board, slug } = useHere();
  const { work, versions, editions, failed } = whole;
  return (
    <div className={css["part"]}>
      {versions.length === 0 && editions.length === 0 && <p>{t("table.side.noVersions")}</p>}
      {versions.length > 0 && (
        <ul className={css["several"]}>
          {versions.map((row) => (
            <li key={row.id} aria-current={row.id === work.id ? "true" : undefined}>
              <Thumb work={row.image} size={64} alt="" width={row.width} height={row.height} />
              <span>
                <Button small weight={row.id === work.id ? "strong" : "quiet"} aria-label={t("table.side.showVersion", { name: nameOf(works.get(row.id) ?? row) })} onPress={() => board.awaited.set(row.id)}>
                  {nameOf(works.get(row.id) ?? row)}
                </Button>
                <small>
                  {row.headline}
                  <br />
                  {row.edited !== null && <>{t("table.side.versionOf", { of: row.edited })} · </>}
                  {t("table.side.versionBy", { name: row.by.name, act: row.act })}
                </small>
                <Button small icon={Crosshair} onPress={() => board.question.set({ kind: "correct", work: row.id })}>
                  {t("table.side.goOn")}
                </Button>
              </span>
              <StateBadge state={row.state} struck={isStruck(row)} />
            </li>
          ))}
        </ul>
      )}
      {editions.length > 0 && (
        <>
          <h3>{t("table.side.editions")}</h3>
          <ul className={css["editions"]}>
            {editions.map((one) => (
              <li key={one.work}>
                <a href={contentOf(one.work)} download>
                  {one.label}
                </a>
                <small>{`${one.width} × ${one.height} ${one.unit}`}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {failed.length > 0 && <HeldBack formats={failed} slug={slug} />}
    </div>
  );
}
