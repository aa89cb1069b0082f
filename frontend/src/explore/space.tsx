import { Download, Pin as PinIcon, RotateCcw, Shapes, Upload, WandSparkles } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { contentOf, thumbOf } from "../api/addresses";
import { Button, Dialog, IconButton, tellNote } from "../app/pieces";
import { useFigures, useKept, useSpace, useSpaceChange } from "./asking";
import css from "./explore.module.css";
import { Making } from "./making";
import { pictureOf } from "./state";
import type { Explorer, Kept, Source } from "./types";
import type { Boarded } from "./use-board";

/** The drawing of an emblem that was kept; of a picture, the picture in a drawing. */
const svgOf = async (one: Kept): Promise<string> => {
  const blob = await (await fetch(contentOf(one.work))).blob();
  if (blob.type.startsWith("image/svg")) return blob.text();
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const told = btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image width="1" height="1" href="data:${blob.type};base64,${told}"/></svg>`;
};

/** What was kept, each with the people it owes something; and a way on from each. */
export function KeptEmblems({ boarded, from, title, groups }: { boarded: Boarded; from: Source; title: string; groups: Explorer["groups"] }) {
  const { t } = useTranslation();
  const kept = useKept(from).data ?? [];
  const [making, setMaking] = useState<Kept>();
  if (kept.length === 0) return null;
  return (
    <section className={css["kept"]} aria-labelledby="explore-kept">
      <h2 id="explore-kept">{t("explore.kept.title")}</h2>
      <ul>
        {kept.map((one) => (
          <li key={one.work}>
            <img src={thumbOf(one.work)} alt="" loading="lazy" />
            <div>
              <Link to={`/w/${one.work}`}>{one.title}</Link>
              <p>{t("explore.kept.owes", { authors: one.authors.join(", ") })}</p>
              {one.point !== null && (
                <p className={css["row"]}>
                  <IconButton small icon={Shapes} label={t("explore.kept.like", { title: one.title })} isDisabled={boarded.busy} onPress={() => void boarded.next({ like: [one.point ?? ""], words: "", parents: [one.work] })} />
                  {from.model === undefined && <IconButton small icon={WandSparkles} label={t("explore.make.of", { title: one.title })} onPress={() => setMaking(one)} />}
                  <IconButton
                    small
                    icon={PinIcon}
                    label={t("explore.kept.pin", { title: one.title })}
                    onPress={() => void svgOf(one).then((svg) => one.point !== null && boarded.pin({ point: one.point, svg, work: one.work }))}
                  />
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {making !== undefined && <Making from={from} emblem={making} others={kept.filter((one) => one.work !== making.work && one.point !== null)} name={title} groups={groups} onClose={() => setMaking(undefined)} />}
    </section>
  );
}

/** What the choices of a project say of it: shown, begun anew, saved as a file and taken in from one. */
export function SpaceOf({ boarded, from }: { boarded: Boarded; from: Source }) {
  const { t } = useTranslation();
  const space = useSpace(from).data;
  const { reset, bring, share } = useSpaceChange(from);
  const [asking, setAsking] = useState(false);
  const figures = useFigures(from, space?.figures ?? [], boarded.look).data ?? [];
  if (space === undefined) return null;
  const empty = space.rounds === 0;
  const save = (): void =>
    share.mutate(undefined, {
      onSuccess: ({ name, address }) => {
        const link = document.createElement("a");
        link.href = address;
        link.download = name;
        link.click();
      },
    });
  return (
    <section className={css["space"]} aria-labelledby="explore-space">
      <h2 id="explore-space">{t(from.slug === undefined ? "explore.space.titleHome" : "explore.space.title")}</h2>
      <p>{empty ? t("explore.space.empty") : t("explore.space.told", { count: space.rounds, picked: space.picked, refused: space.refused })}</p>
      {space.leaning.length > 0 && <p className={css["leaning"]}>{t("explore.space.leaning", { words: space.leaning.join(", ") })}</p>}
      {figures.length > 0 && (
        <ul className={css["last"]} aria-label={t("explore.space.last")}>
          {figures.map((one) => (
            <li key={one.point}>{one.svg !== "" && <img src={pictureOf(one.svg)} alt="" />}</li>
          ))}
        </ul>
      )}
      <p className={css["row"]}>
        {from.model === undefined && (
          <>
        <Button small icon={Download} isDisabled={empty || share.isPending} onPress={save}>
          {t("explore.space.save")}
        </Button>
        <FileTrigger
          acceptedFileTypes={["application/json", ".json"]}
          onSelect={(files) => {
            const [file] = files ?? [];
            if (file !== undefined) bring.mutate(file, { onSuccess: (told) => tellNote(t("explore.space.brought", { count: told.brought })) });
          }}
        >
          <Button small icon={Upload}>{t("explore.space.bring")}</Button>
        </FileTrigger>
          </>
        )}
        <Button small icon={RotateCcw} isDisabled={empty} onPress={() => setAsking(true)}>
          {t("explore.space.reset")}
        </Button>
      </p>
      <Dialog
        title={t("explore.space.sure")}
        isOpen={asking}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onPress={() => setAsking(false)}>{t("explore.space.stay")}</Button>
            <Button weight="decision" onPress={() => reset.mutate(undefined, { onSuccess: () => setAsking(false) })}>
              {t("explore.space.reset")}
            </Button>
          </>
        }
      >
        <p>{t("explore.space.stands")}</p>
      </Dialog>
    </section>
  );
}
