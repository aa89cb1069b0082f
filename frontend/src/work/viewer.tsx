import { useQuery } from "@tanstack/react-query";
import { Expand, Minus, Plus, Scan } from "lucide-react";
import { useEffect, useId, useRef, useState, type PointerEvent } from "react";
import { Group } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { contentOf, thumbOf } from "../api/addresses";
import type { WorkWhole } from "../api/types";
import { useActions, type Action } from "../app/actions";
import { useFace } from "../app/faces";
import { Button, IconButton } from "../app/pieces";
import css from "./viewer.module.css";
import { LEAST, MOST, stepped } from "./zoom";

/** The work itself, large: its picture with a zoom, its player, its words. */
export function Viewer({ whole }: { whole: WorkWhole }) {
  const row = whole.work;
  const picture = row.image ?? (row.modality === "image" ? row.id : null);
  if (row.modality === "audio") {
    return (
      <figure className={css["sheet"]}>
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- what a sound is, its title and credits say beside it. */}
        <audio controls preload="metadata" src={contentOf(row.id)} aria-label={row.title} className={css["player"]} />
        <figcaption>{row.title}</figcaption>
      </figure>
    );
  }
  if (picture !== null) return <Picture key={picture} work={picture} name={whole.headline === "" ? row.title : whole.headline} whole={whole} />;
  if (row.media_type.startsWith("font/")) return <Specimen work={row.id} name={row.title} />;
  return <Words whole={whole} />;
}

/** A text, a brief as it is written, what an idea says. */
function Words({ whole }: { whole: WorkWhole }) {
  const row = whole.work;
  const { t } = useTranslation();
  const written = useWritten(row.kind === "brief" && whole.text === "" ? row.id : undefined);
  const text = whole.text === "" ? (written.data ?? "") : whole.text;
  const said = whole.headline !== "" ? whole.headline : row.kind === "idea" ? (row.headline ?? "") : "";
  return (
    <div className={css["sheet"]}>
      {said !== "" && <p className={css["said"]}>{said}</p>}
      {text !== "" && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys too.
        <pre className={css["text"]} role="region" tabIndex={0} aria-label={row.title}>
          {text}
        </pre>
      )}
      {said === "" && text === "" && !written.isLoading && <p className={css["none"]}>{t("work.viewer.none")}</p>}
    </div>
  );
}

/** The bytes of a brief are words too, though of a kind of their own. */
const useWritten = (id: string | undefined) =>
  useQuery({
    queryKey: ["work", id, "written"],
    queryFn: async ({ signal }) => {
      const answer = await fetch(contentOf(id ?? ""), { signal });
      return answer.ok ? answer.text() : "";
    },
    enabled: id !== undefined,
    staleTime: Infinity,
  });

/** A typeface, shown by its own letters. */
function Specimen({ work, name }: { work: string; name: string }) {
  const { t } = useTranslation();
  const family = useFace(work);
  return (
    <div className={css["sheet"]}>
      <p className={css["said"]} style={family === undefined ? undefined : { fontFamily: `"${family}"` }}>
        {name}
      </p>
      <p className={css["letters"]} style={family === undefined ? undefined : { fontFamily: `"${family}"` }}>
        {t("work.viewer.letters")}
      </p>
    </div>
  );
}

function Picture({ work, name, whole }: { work: string; name: string; whole: WorkWhole }) {
  const { t } = useTranslation();
  const stage = useRef<HTMLDivElement>(null);
  const [natural, setNatural] = useState<{ width: number; height: number }>();
  const [fit, setFit] = useState(1);
  const [scale, setScale] = useState<number | null>(null);
  const [source, setSource] = useState(() => contentOf(work));
  const now = scale ?? fit;
  const panning = usePanning(stage, () => setScale(scale === null ? 1 : null));
  const frame = useId();
  useEffect(() => {
    const box = stage.current;
    if (box === null || natural === undefined) return undefined;
    const measure = (): void => {
      const image = box.querySelector("img");
      if (image !== null && box.dataset["fit"] !== undefined) setFit(image.clientWidth / natural.width);
    };
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    return () => watch.disconnect();
  }, [natural]);
  useWheel(stage, (out) => setScale(stepped(now, out ? -1 : 1)));
  const actions: Action[] = [
    { id: "work.zoomIn", label: "work.viewer.in", key: ["+", "mod++"], group: "view", icon: Plus, enabled: now < MOST, run: () => setScale(stepped(now, 1)) },
    { id: "work.zoomOut", label: "work.viewer.out", key: ["-", "mod+-"], group: "view", icon: Minus, enabled: now > LEAST, run: () => setScale(stepped(now, -1)) },
    { id: "work.fit", label: "work.viewer.fit", key: "0", group: "view", icon: Scan, run: () => setScale(null) },
    { id: "work.full", label: "work.viewer.full", key: "f", group: "view", icon: Expand, run: () => void document.getElementById(frame)?.requestFullscreen() },
  ];
  useActions(actions);
  const [zoomIn, zoomOut, whole_, full] = actions as [Action, Action, Action, Action];
  return (
    <div className={css["viewer"]}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys too. */}
      <div ref={stage} id={frame} className={css["stage"]} role="region" tabIndex={0} aria-label={t("work.viewer.picture", { name })} data-fit={scale === null || undefined} {...panning}>
        <img
          src={source}
          alt={altOf(whole, name)}
          draggable={false}
          onLoad={({ currentTarget: image }) => setNatural({ width: image.naturalWidth || 1024, height: image.naturalHeight || 1024 })}
          onError={() => setSource(thumbOf(work, 1024))}
          style={scale === null || natural === undefined ? undefined : { inlineSize: natural.width * scale, maxInlineSize: "none", maxBlockSize: "none" }}
        />
      </div>
      <Group className={css["tools"] ?? ""} aria-label={t("work.viewer.zoom")}>
        <IconButton small icon={Minus} label={t(zoomOut.label)} shortcut="-" isDisabled={now <= LEAST} onPress={zoomOut.run} />
        <Button small weight="quiet" aria-label={t("work.viewer.is", { percent: Math.round(now * 100) })} onPress={() => setScale(1)}>
          {t("work.viewer.percent", { percent: Math.round(now * 100) })}
        </Button>
        <IconButton small icon={Plus} label={t(zoomIn.label)} shortcut="+" isDisabled={now >= MOST} onPress={zoomIn.run} />
        <IconButton small icon={Scan} label={t(whole_.label)} shortcut="0" onPress={whole_.run} />
        <IconButton small icon={Expand} label={t(full.label)} shortcut="f" onPress={full.run} />
      </Group>
    </div>
  );
}

/** What an edition was described as, for it; else the words that stand on it. */
const altOf = (whole: WorkWhole, name: string): string => whole.editions.find((one) => one.work === whole.work.id)?.alt || name;

/** Ctrl or Cmd and the wheel zoom; the wheel alone is the page's. */
function useWheel(stage: React.RefObject<HTMLElement | null>, turn: (out: boolean) => void): void {
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  useEffect(() => {
    const box = stage.current;
    if (box === null) return undefined;
    const hear = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current(event.deltaY > 0);
    };
    box.addEventListener("wheel", hear, { passive: false });
    return () => box.removeEventListener("wheel", hear);
  }, [stage]);
}

/** A mouse drags what is larger than its frame; fingers scroll it by themselves, keys by the arrows. */
function usePanning(stage: React.RefObject<HTMLElement | null>, twice: () => void) {
  const from = useRef<{ x: number; y: number }>(undefined);
  return {
    onDoubleClick: twice,
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      from.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (from.current === undefined) return;
      stage.current?.scrollBy(from.current.x - event.clientX, from.current.y - event.clientY);
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: () => {
      from.current = undefined;
    },
  };
}
