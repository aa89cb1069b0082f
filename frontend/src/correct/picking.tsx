import { useDeferredValue, useState } from "react";
import { ListBox, ListBoxItem, ListBoxSection, Header, Text } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { contentOf, thumbOf } from "../api/addresses";
import { useEmblems, useWorks } from "../api/queries";
import type { Emblem, WorkRow } from "../api/types";
import { Dialog, Field, Waiting } from "../app/pieces";
import css from "./picking.module.css";

/** What is exchanged: the emblem, for a drawing of the library or of one's own; the picture, for one of one's own. */
export type Replaced = "mark" | "picture";

export interface PickingProps {
  readonly slug: string;
  readonly what: Replaced | undefined;
  readonly onClose: () => void;
  readonly onPick: (id: string) => void;
}

/** Choose what comes in the place of a picture: one of the project's, or a drawing of the library found by a word. */
export function Picking({ slug, what, onClose, onPick }: PickingProps) {
  const { t } = useTranslation();
  return (
    <Dialog wide title={t(`table.correct.pick.${what ?? "mark"}`)} isOpen={what !== undefined} onClose={onClose}>
      {what !== undefined && <Found slug={slug} what={what} onPick={onPick} />}
    </Dialog>
  );
}

function Found({ slug, what, onPick }: { slug: string; what: Replaced; onPick: (id: string) => void }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  const wanted = useDeferredValue(said.trim());
  const works = useWorks(slug);
  const library = useEmblems(wanted, what === "mark");
  const own = ownPictures(works.data ?? [], what).filter((row) => isOf(row.title, wanted));
  const emblems = what === "mark" ? (library.data ?? []) : [];
  return (
    <div className={css["picking"]}>
      <Field autoFocus label={t("table.correct.pick.find")} help={what === "mark" ? t("table.correct.pick.help") : undefined} value={said} onChange={setSaid} maxLength={80} />
      {works.data === undefined ? (
        <Waiting error={works.error} />
      ) : (
        <ListBox aria-label={t(`table.correct.pick.${what}`)} layout="grid" selectionMode="none" onAction={(key) => onPick(String(key))} className={css["list"] ?? ""} renderEmptyState={() => <p>{t(library.isFetching ? "shell.waiting" : "table.correct.pick.nothing")}</p>}>
          {own.length > 0 && (
            <ListBoxSection className={css["part"] ?? ""}>
              <Header>{t("table.correct.pick.own")}</Header>
              {own.map((row) => (
                <ListBoxItem key={row.id} id={row.id} textValue={row.title} className={css["one"] ?? ""}>
                  <img src={row.media_type === "image/svg+xml" ? contentOf(row.id) : thumbOf(row.id, 256)} alt="" loading="lazy" />
                  <Text slot="label">{row.title}</Text>
                  <Text slot="description">{row.by.name}</Text>
                </ListBoxItem>
              ))}
            </ListBoxSection>
          )}
          {emblems.length > 0 && (
            <ListBoxSection className={css["part"] ?? ""}>
              <Header>{t("table.correct.pick.library")}</Header>
              {emblems.map((emblem) => (
                <One key={emblem.name} emblem={emblem} />
              ))}
            </ListBoxSection>
          )}
        </ListBox>
      )}
    </div>
  );
}

function One({ emblem }: { emblem: Emblem }) {
  const { t } = useTranslation();
  return (
    <ListBoxItem id={emblem.name} textValue={emblem.label} className={css["one"] ?? ""}>
      <span className={css["drawing"]} style={{ maskImage: `url(${emblem.address})` }} aria-hidden />
      <Text slot="label">{emblem.label}</Text>
      <Text slot="description">{t("table.correct.pick.by", { author: emblem.author })}</Text>
    </ListBoxItem>
  );
}

/** The project's own pictures; a file that came in twice, by the brief and by hand, is one. */
export function ownPictures(rows: readonly WorkRow[], what: Replaced): WorkRow[] {
  const pictures = rows.filter((row) => (row.kind === "picture" || (row.kind === "piece" && row.modality === "image")) && row.undrawn === "");
  // A drawing of shapes is no photograph: nothing of it can be cropped.
  const fit = what === "mark" ? pictures : pictures.filter((row) => row.media_type !== "image/svg+xml");
  return [...new Map(fit.map((row) => [`${row.title} ${row.width} ${row.height}`, row])).values()];
}

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const isOf = (title: string, wanted: string): boolean => plain(title).includes(plain(wanted));
