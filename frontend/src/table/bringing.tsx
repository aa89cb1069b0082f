import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sendFile, useChoices, useMe } from "../api/queries";
import { Refused } from "../api/client";
import { renew } from "../api/renewing";
import type { WorkRow } from "../api/types";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Combo, Dialog, Field, Progress, tellError, tellNote } from "../app/pieces";
import { addCards, type TableDocument } from "./document";
import { clearIn, freeNear } from "./arrange";
import { seen } from "./camera";
import type { Box, Point } from "./geometry";
import { onTheTable } from "./keyboard";
import css from "./questions.module.css";
import { only } from "./selection";
import { useHere } from "./session";

/** Bring files in: who made them and under which terms, asked once for all of them; then each is a work and a card. */
export function BringDialog({ files, at, free, onClose }: {
  files: readonly File[];
  at: Point;
  /** Whether they look for a place where nothing lies. */
  free: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const session = useHere();
  const me = useMe().data;
  const queries = useQueryClient();
  const licences = useChoices().data?.licences ?? [];
  const [author, setAuthor] = useState(me?.unnamed === false ? (me.party?.name ?? "") : "");
  const [licence, setLicence] = useState<string>("all-rights-reserved");
  const [sent, setSent] = useState<number>();
  const stopping = useRef<AbortController>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);
  const [refused, setRefused] = useState<readonly { name: string; why: string }[]>([]);
  const bring = async (): Promise<void> => {
    const stop = new AbortController();
    stopping.current = stop;
    setSent(0);
    setRefused([]);
    const come: WorkRow[] = [];
    const not: { name: string; why: string }[] = [];
    for (const [index, file] of files.entries()) {
      if (stop.signal.aborted) break;
      try {
        come.push(await sendFile(session.slug, { file, meta: { name: file.name, author: author.trim(), licence: licence.trim() } }, stop.signal));
      } catch (error) {
        if (stop.signal.aborted) break;
        if (!(error instanceof Refused)) tellError(error as Error);
        not.push({ name: file.name, why: error instanceof Refused ? `${error.problem.detail} ${error.problem.remedy}`.trim() : "" });
      }
      setSent(index + 1);
    }
    await arrival(session.table, come.map((row) => row.id));
    const fresh = new Set(come.map((row) => row.id));
    const taken: Box[] = onTheTable(session.table.read().cards).filter((card) => card.kind !== "frame" && !fresh.has(card.id));
    const { camera, size } = session.board;
    const laid = come.flatMap((row, index) => {
      const box = { x: at.x + index * 40, y: at.y + index * 40, ...sizeOf(row) };
      // Where nothing in view is clear of the rows, it stays with what was brought before it.
      const lies = session.table.read().cards.has(row.id);
      const place = free ? (clearIn(seen(camera.get(), size.get()), box, taken, CLEAR) ?? (lies ? undefined : freeNear(box, taken))) : box;
      if (place === undefined) return [];
      taken.push({ ...box, ...place });
      return { kind: "work" as const, work: row.id, ...box, x: Math.round(place.x), y: Math.round(place.y) };
    });
    addCards(session.table, laid);
    session.board.selection.set(only(come.map((row) => row.id)));
    const [first] = come;
    if (first !== undefined && come.length === 1) session.board.awaited.set(first.id);
    await renew(queries, session.slug);
    if (come.length > 0) {
      tellNote(t("table.bring.done", { count: come.length }));
    }
    setSent(undefined);
    setRefused(not);
    if (not.length === 0 && !stop.signal.aborted) onClose();
  };
  const ready = author.trim() !== "" && licence.trim() !== "";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("table.bring.title", { count: files.length, name: files[0]?.name ?? "" })}
      foot={
        refused.length > 0 ? (
          <Button weight="strong" autoFocus onPress={onClose}>
            {t("shell.close")}
          </Button>
        ) : (
          <>
            <Button onPress={() => (sent === undefined ? onClose() : stopping.current?.abort())}>{t(sent === undefined ? "shell.cancel" : "table.bring.stop")}</Button>
            <Button weight="strong" isDisabled={!ready} isPending={sent !== undefined} onPress={() => void bring()}>
              {t("table.bring.do")}
            </Button>
          </>
        )
      }
    >
      {files.length > 1 && (
        <ul className={css["files"]}>
          {files.slice(0, 12).map((file) => (
            <li key={file.name}>{file.name}</li>
          ))}
          {files.length > 12 && <li>{t("table.bring.others", { count: files.length - 12 })}</li>}
        </ul>
      )}
      {refused.length === 0 && (
        <>
          <Field label={t("table.bring.author")} help={t("table.bring.authorHelp")} isRequired autoFocus value={author} onChange={setAuthor} maxLength={120} />
          <Combo label={t("table.bring.licence")} help={t("table.bring.licenceHelp")} options={licences.map((one) => ({ id: one.id, name: one.label }))} value={licence} onChange={setLicence} />
        </>
      )}
      {sent !== undefined && <Progress label={t("table.bring.going")} done={sent} of={files.length} />}
      {refused.length > 0 && (
        <ul className={css["refused"]} role="alert">
          {refused.map((one) => (
            <li key={one.name}>
              <b>{one.name}</b> {one.why}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

/** How long the studio may take to lay a new work on the table by itself, in milliseconds; from then on it is moved. */
const LAID = 2500;

/** How far what is brought in lies from every row, in table units. */
const CLEAR = 60;

/** Wait for the studio's own cards of new works: two hands that add one card at once would leave the place of either. */
async function arrival(table: TableDocument, ids: readonly string[]): Promise<void> {
  const isThere = (): boolean => ids.every((id) => table.read().cards.has(id));
  if (isThere()) return;
  await new Promise<void>((done) => {
    const end = (): void => {
      stop();
      clearTimeout(late);
      done();
    };
    const stop = table.subscribe(() => isThere() && end());
    const late = setTimeout(end, LAID);
  });
}

/** A card's size for a work: its own proportions, with room for its caption. */
export function sizeOf(row: WorkRow): { w: number; h: number } {
  const ratio = row.width !== null && row.height !== null && row.width > 0 ? row.height / row.width : row.modality === "audio" ? 0.4 : 0.75;
  return { w: 240, h: Math.round(Math.min(480, 240 * ratio)) + 40 };
}
