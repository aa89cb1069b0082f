import type { WorkRow } from "../api/types";
import { toWindow, type Camera, type Size } from "./camera";
import { curve } from "./edges";
import type { Card, Link } from "./shapes";
import type { Thumbnails } from "./thumbnails";

/** Colours of the page, read once a theme. */
export interface Inks {
  card: string;
  ink: string;
  soft: string;
  line: string;
  chosen: string;
  kept: string;
  focus: string;
  said: string;
  face: string;
}

export function inksOf(element: Element): Inks {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    card: of("--card"), ink: of("--ink"), soft: of("--soft"), line: of("--line"), chosen: of("--chosen"), kept: of("--kept"),
    focus: of("--model"), said: of("--said"), face: of("--face"),
  };
}

export interface FarScene {
  readonly camera: Camera;
  readonly size: Size;
  readonly cards: readonly Card[];
  readonly links: Iterable<Link>;
  readonly byId: ReadonlyMap<string, Card>;
  readonly works: ReadonlyMap<string, WorkRow>;
  readonly selected: ReadonlySet<string>;
  readonly moved: (card: Card) => Card;
  readonly wordsOn: (card: Card) => string;
  /** How wide the words over a row may run, in table units. */
  readonly room: (card: Card) => number;
}

/** Draw the table as it is seen from far: each card a small picture, its state an edge. `pixels` is the screen's ratio. */
export function drawFar(context: CanvasRenderingContext2D, scene: FarScene, inks: Inks, thumbs: Thumbnails, pixels: number): void {
  const { camera, size } = scene;
  const scale = camera.zoom;
  context.setTransform(pixels, 0, 0, pixels, 0, 0);
  context.clearRect(0, 0, size.w, size.h);
  context.lineWidth = 1;
  context.strokeStyle = inks.soft;
  context.beginPath();
  for (const link of scene.links) {
    const from = scene.byId.get(link.from);
    const to = scene.byId.get(link.to);
    if (from === undefined || to === undefined || from.bin !== undefined || to.bin !== undefined) continue;
    const line = curve(scene.moved(from), scene.moved(to));
    const [a, b, c, d] = [line.from, line.first, line.second, line.to].map((point) => toWindow(camera, point)) as [Pixel, Pixel, Pixel, Pixel];
    context.moveTo(a.x, a.y);
    context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
  }
  context.stroke();
  for (const still of scene.cards) {
    const card = scene.moved(still);
    const x = (card.x - camera.x) * scale;
    const y = (card.y - camera.y) * scale;
    const w = card.w * scale;
    const h = card.h * scale;
    if (x > size.w || y > size.h || x + w < 0 || y + h < 0) continue;
    drawCard(context, card, { x, y, w, h }, scene, inks, thumbs);
  }
}

interface Pixel {
  x: number;
  y: number;
}

function drawCard(context: CanvasRenderingContext2D, card: Card, at: Pixel & { w: number; h: number }, scene: FarScene, inks: Inks, thumbs: Thumbnails): void {
  const { x, y, w, h } = at;
  const chosen = scene.selected.has(card.id);
  if (card.kind === "label") {
    // Words over a row stand on its label's foot, and grow upwards into the air between rows: never more than that holds.
    const size = Math.min(Math.max(14, h * 0.7), h * AIR);
    if (size >= LEGIBLE) drawWords(context, scene.wordsOn(card), { x, y: y + Math.min(0, h - Math.min(size, 22)), w: scene.room(card) * scene.camera.zoom - GAP, h }, inks.soft, inks, size);
  } else if (card.kind === "frame") {
    context.strokeStyle = inks.soft;
    context.strokeRect(x, y, w, h);
    drawWords(context, card.title, { ...at, y: y - 14, h: 14 }, inks.soft, inks, 11);
  } else {
    context.fillStyle = inks.card;
    context.fillRect(x, y, w, h);
    const row = card.work === undefined ? undefined : scene.works.get(card.work);
    const pictured = row !== undefined && (row.image !== null || row.modality === "image");
    const picture = pictured ? thumbs.get(row.image ?? row.id) : undefined;
    if (picture !== undefined) {
      if (row?.state === "refused") context.globalAlpha = 0.35;
      const fit = Math.min(w / picture.width, h / picture.height);
      const wide = picture.width * fit;
      const high = picture.height * fit;
      context.drawImage(picture, x + (w - wide) / 2, y + (h - high) / 2, wide, high);
      context.globalAlpha = 1;
    } else if (pictured) {
      // Its picture is on its way: an empty sheet, not words that it has not.
      context.globalAlpha = 0.35;
      context.fillStyle = inks.line;
      context.fillRect(x, y, w, h);
      context.globalAlpha = 1;
    } else drawText(context, row === undefined ? card.text || card.title : (row.headline ?? row.title), at, inks);
    if (row !== undefined) drawNumber(context, row, at, inks);
    if (row?.state === "chosen" || row?.state === "kept") {
      context.strokeStyle = row.state === "chosen" ? inks.chosen : inks.kept;
      context.lineWidth = 2;
      context.strokeRect(x - 1, y - 1, w + 2, h + 2);
    }
  }
  if (chosen) {
    context.strokeStyle = inks.focus;
    context.lineWidth = 2;
    context.strokeRect(x - 3, y - 3, w + 6, h + 6);
  }
  context.lineWidth = 1;
}

/** Words smaller than this are none, in pixels. */
const LEGIBLE = 7;
/** How many times its own height a row's label may take: its own and the air over it. */
const AIR = 1.9;
/** Between words over a row and those of the next one beside it, in pixels. */
const GAP = 10;
const TEXT = 8;

/** What a card says that has no picture, as small as it can be read; lines in the place of words where it cannot. */
function drawText(context: CanvasRenderingContext2D, words: string, { x, y, w, h }: Pixel & { w: number; h: number }, inks: Inks): void {
  const lines = w < 44 || h < 24 ? [] : wrapped(context, words, w - 8, Math.max(1, Math.floor((h - 8) / (TEXT + 2))), `italic ${TEXT}px ${inks.said}`);
  if (lines.length > 0) {
    context.font = `italic ${TEXT}px ${inks.said}`;
    context.fillStyle = inks.ink;
    context.textBaseline = "top";
    lines.forEach((line, index) => context.fillText(line, x + 4, y + 4 + index * (TEXT + 2), w - 8));
    return;
  }
  context.fillStyle = inks.line;
  const bars = h > 8 ? 3 : 0;
  for (let bar = 0; bar < bars; bar += 1) context.fillRect(x + w * 0.12, y + h * (0.25 + bar * 0.2), w * (bar === 2 ? 0.4 : 0.74), Math.max(1, h * 0.06));
}

const WRAPPED = new Map<string, readonly string[]>();
const MOST_WRAPPED = 2000;

/** Words in lines of so many pixels; the last ends in an ellipsis where more would follow. */
function wrapped(context: CanvasRenderingContext2D, words: string, width: number, most: number, font: string): readonly string[] {
  const key = `${Math.round(width)} ${most} ${words.slice(0, 200)}`;
  const known = WRAPPED.get(key);
  if (known !== undefined) return known;
  context.font = font;
  const lines: string[] = [];
  for (const word of words.slice(0, 200).split(/\s+/).filter((one) => one !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && context.measureText(`${last} ${word}`).width <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1] ?? ""}…`];
  if (WRAPPED.size >= MOST_WRAPPED) WRAPPED.clear();
  WRAPPED.set(key, shown);
  return shown;
}

/** From this width on a card has room for its number, in pixels; from the other for its name beside it. */
const NUMBERED = 34;
const NAMED = 64;

/** Number and name of a card, as large as they can be read from afar, over its foot. */
function drawNumber(context: CanvasRenderingContext2D, row: WorkRow, { x, y, w, h }: Pixel & { w: number; h: number }, inks: Inks): void {
  if (w < NUMBERED || (row.number === null && w < NAMED) || row.kind === "idea" || row.kind === "line") return;
  const number = row.number === null ? "" : String(row.number);
  context.font = `600 11px ${inks.face}`;
  context.textBaseline = "middle";
  const room = w - 6;
  let words = w < NAMED ? number : `${number} ${row.title}`.trim();
  while (words.length > number.length + 1 && context.measureText(words).width > room) words = `${words.slice(0, -2).trimEnd()}…`;
  context.fillStyle = inks.card;
  context.fillRect(x, y + h - 15, Math.min(w, context.measureText(words).width + 6), 15);
  context.fillStyle = inks.ink;
  context.fillText(words, x + 3, y + h - 7, room);
}

function drawWords(context: CanvasRenderingContext2D, words: string, at: Pixel & { w: number; h: number }, colour: string, inks: Inks, size: number): void {
  if (words === "") return;
  const high = Math.min(size, 22);
  context.font = `italic ${high}px ${inks.said}`;
  context.fillStyle = colour;
  context.textBaseline = "bottom";
  const room = Math.max(at.w, 24);
  let text = words.split("\n")[0] ?? "";
  while (text.length > 1 && context.measureText(text).width > room) text = `${text.slice(0, Math.max(1, Math.floor(text.length * 0.8) - 1))}…`;
  if (text.length > 1) context.fillText(text, at.x, at.y + Math.max(at.h, high));
}
