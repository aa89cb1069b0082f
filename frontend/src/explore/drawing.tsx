import { Eraser, Paintbrush, Trash2, Undo2, Upload } from "lucide-react";
import { useEffect, useMemo, useRef, useState, type PointerEvent } from "react";
import { FileTrigger } from "react-aria-components";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useChoices, useMe } from "../api/queries";
import { Refused } from "../api/client";
import { Button, Combo, Field, IconButton, Select, Switch } from "../app/pieces";
import { drawFigures, readDrawing, type Origin } from "./asking";
import { Dialling } from "./dials";
import css from "./explore.module.css";
import { latest } from "./latest";
import { drawStrokes, PAPER, pngOf, type Stroke } from "./sketch";
import { pictureOf } from "./state";
import type { Drawn, Half, Source } from "./types";
import type { Boarded } from "./use-board";

const PICTURES = ["image/png", "image/jpeg", "image/webp", "image/svg+xml"];

/** A file that was brought, over the paper. */
function FileShown({ file }: { file: File }) {
  const shown = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(file);
    if (shown.current !== null) shown.current.src = address;
    return () => URL.revokeObjectURL(address);
  }, [file]);
  return <img ref={shown} alt={file.name} />;
}

/** Where on the paper a pointer is. */
function at(event: PointerEvent<HTMLCanvasElement>): [number, number] {
  const box = event.currentTarget.getBoundingClientRect();
  return [((event.clientX - box.left) / box.width) * PAPER, ((event.clientY - box.top) / box.height) * PAPER];
}

/** Why a picture gives nothing, and what would help. */
const whyNot = (error: unknown, t: TFunction): string => (error instanceof Refused ? `${error.problem.detail} ${error.problem.remedy}`.trim() : t("shell.unreachable.title"));

/** The first picture among what was dropped or pasted. */
const pictureIn = (files: Iterable<File> | undefined): File | undefined => [...(files ?? [])].find((one) => PICTURES.includes(one.type));

const HALVES = ["both", "left", "right"] as const satisfies readonly Half[];

/** Draw, or bring a logo or a photograph: what the model makes of it is seen at once, and explored from. */
export function Drawing({ boarded, from }: { boarded: Boarded; from: Source }) {
  const { t } = useTranslation();
  const isEmblem = from.model === undefined;
  const me = useMe().data;
  const licences = useChoices().data?.licences ?? [];
  const paper = useRef<HTMLCanvasElement>(null);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [width, setWidth] = useState(22);
  const [rubs, setRubs] = useState(false);
  const [mirrored, setMirrored] = useState(isEmblem);
  const [fill, setFill] = useState(false);
  const [half, setHalf] = useState<Half>("both");
  const [file, setFile] = useState<File>();
  const [author, setAuthor] = useState<string>();
  const [licence, setLicence] = useState("");
  const [found, setFound] = useState<Drawn>();
  const [refused, setRefused] = useState("");
  const [going, setGoing] = useState(false);
  const drawing = useRef<{ points: [number, number][] } | undefined>(undefined);
  const mine = me === undefined || me.unnamed || me.party === null ? "" : me.party.name;
  const origin = (keep: boolean): Origin => ({ name: file?.name ?? "", author: author ?? mine, licence, fill, half, keep });

  const trying = useMemo(
    () =>
      latest(
        async ({ blob, how }: { blob: Blob; how: Origin }, signal: AbortSignal) => readDrawing(from, blob, how, signal),
        (answer) => {
          setFound(answer);
          setRefused("");
        },
        (error) => {
          setFound(undefined);
          setRefused(whyNot(error, t));
        },
      ),
    [from, t],
  );
  useEffect(() => () => trying.stop(), [trying]);
  useEffect(() => {
    const to = paper.current?.getContext("2d");
    if (to !== null && to !== undefined) drawStrokes(to, strokes, mirrored);
  }, [strokes, mirrored]);

  const key = `${strokes.length} ${mirrored} ${fill} ${half} ${file?.name ?? ""} ${file?.size ?? 0}`;
  const latestOrigin = useRef(origin);
  useEffect(() => {
    latestOrigin.current = origin;
  });
  useEffect(() => {
    const blob = file !== undefined ? Promise.resolve<Blob | undefined>(file) : strokes.length > 0 && paper.current !== null ? pngOf(paper.current) : Promise.resolve(undefined);
    void blob.then((one) => {
      if (one === undefined) {
        trying.stop();
        setFound(undefined);
        setRefused("");
      } else trying.wish({ blob: one, how: latestOrigin.current(false) });
    });
    // What is drawn and how it is to be taken are all in the key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, trying]);

  const take = (one: File | undefined): void => {
    if (one === undefined) {
      setFound(undefined);
      setRefused(t("explore.draw.noPicture"));
      return;
    }
    setFile(one);
  };
  const latestTake = useRef(take);
  useEffect(() => {
    latestTake.current = take;
  });
  useEffect(() => {
    // A picture that is pasted anywhere on the page, but into a field, is taken here as long as this tab is open.
    const pasted = (event: ClipboardEvent): void => {
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, [contenteditable]") !== null) return;
      if ((event.clipboardData?.files.length ?? 0) === 0) return;
      event.preventDefault();
      latestTake.current(pictureIn(event.clipboardData?.files));
    };
    document.addEventListener("paste", pasted);
    return () => document.removeEventListener("paste", pasted);
  }, []);

  const begin = (event: PointerEvent<HTMLCanvasElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = { points: [at(event)] };
    setFile(undefined);
    onward(event);
  };
  const onward = (event: PointerEvent<HTMLCanvasElement>): void => {
    const line = drawing.current;
    const to = paper.current?.getContext("2d") ;
    if (line === undefined || to === null || to === undefined) return;
    line.points.push(at(event));
    drawStrokes(to, [...strokes, { width, rubs, points: line.points }], mirrored);
  };
  const end = (): void => {
    const line = drawing.current;
    drawing.current = undefined;
    if (line !== undefined) setStrokes((held) => [...held, { width, rubs, points: line.points }]);
  };

  const go = async (): Promise<void> => {
    const blob = file ?? (paper.current === null ? undefined : await pngOf(paper.current));
    if (blob === undefined) return;
    setGoing(true);
    try {
      const answer = await readDrawing(from, blob, origin(true));
      setFound(answer);
      const [first] = await drawFigures(from, { points: [answer.figure.point], look: boarded.look });
      // What would repeat a work that the model was taught on cannot be kept: others near it are shown without it.
      const shown = first !== undefined && first.svg !== "" ? { first } : {};
      await boarded.next({ like: [answer.figure.point], words: "", ...shown, parents: answer.work === null ? [] : [answer.work] });
    } catch (error) {
      setRefused(whyNot(error, t));
    } finally {
      setGoing(false);
    }
  };

  return (
    <div className={css["steer"]}>
      <p className={css["help"]}>{t(isEmblem ? "explore.draw.help" : "explore.pictures.seekHelp")}</p>
      <div className={css["drawing"]}>
        <div
          className={css["paper"]}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            take(pictureIn(event.dataTransfer.files));
          }}
        >
          <canvas ref={paper} width={PAPER} height={PAPER} role="img" aria-label={t("explore.draw.paper")} onPointerDown={begin} onPointerMove={onward} onPointerUp={end} onPointerCancel={end} />
          {file !== undefined && <FileShown file={file} />}
          {mirrored && file === undefined && <span aria-hidden />}
        </div>
        <figure className={css["made"]} aria-live="polite">
          {found !== undefined && found.figure.svg !== "" ? <img src={pictureOf(found.figure.svg)} alt={t("explore.draw.made")} /> : <span aria-hidden />}
          <figcaption>
            {refused === "" && found?.figure.svg === "" ? <span className={css["wary"]}>{t("explore.draw.taken", { fault: found.figure.fault })}</span> : refused !== "" ? <span className={css["wary"]}>{refused}</span> : found === undefined ? t("explore.draw.nothing") : isEmblem ? t(`explore.draw.overlap.${found.side}`, { percent: Math.round(100 * found.overlap) }) : t("explore.pictures.alike", { percent: Math.round(100 * found.overlap) })}
          </figcaption>
        </figure>
      </div>
      <p className={css["row"]}>
        <IconButton small icon={Paintbrush} label={t("explore.draw.brush")} aria-pressed={!rubs} onPress={() => setRubs(false)} />
        <IconButton small icon={Eraser} label={t("explore.draw.rub")} aria-pressed={rubs} onPress={() => setRubs(true)} />
        <IconButton small icon={Undo2} label={t("explore.draw.undo")} isDisabled={strokes.length === 0} onPress={() => setStrokes(strokes.slice(0, -1))} />
        <IconButton small icon={Trash2} label={t("explore.draw.clear")} isDisabled={strokes.length === 0 && file === undefined} onPress={() => (setStrokes([]), setFile(undefined))} />
        <FileTrigger acceptedFileTypes={PICTURES} onSelect={(files) => take(files?.[0])}>
          <Button small icon={Upload}>
            {file === undefined ? t("explore.draw.file") : file.name}
          </Button>
        </FileTrigger>
      </p>
      <Dialling label={t("explore.draw.width")} value={width} onChange={setWidth} least={6} most={60} step={1} />
      <Switch isSelected={mirrored} onChange={setMirrored}>
        {t("explore.draw.mirror")}
      </Switch>
      {isEmblem && (
        <>
          <Switch isSelected={fill} onChange={setFill}>
            {t("explore.draw.fill")}
          </Switch>
          <Select label={t("explore.draw.half")} value={half} onChange={(id) => setHalf(HALVES.find((one) => one === id) ?? "both")} options={HALVES.map((id) => ({ id, name: t(`explore.draw.halves.${id}`) }))} />
        </>
      )}
      <Field label={t("explore.draw.author")} value={author ?? mine} onChange={setAuthor} maxLength={200} />
      <Combo label={t("explore.draw.licence")} options={licences.map(({ id, label }) => ({ id, name: label }))} value={licence} onChange={setLicence} help={t("explore.draw.reserved")} />
      <p className={css["row"]}>
        <Button weight="strong" isDisabled={found === undefined || going || boarded.busy} onPress={() => void go()}>
          {t("explore.draw.go")}
        </Button>
      </p>
    </div>
  );
}
