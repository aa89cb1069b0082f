import { expect, test } from "vitest";
import { fitted, panned, pinched, revealing, seen, stepped, toTable, toWindow, zoomedAt, MOST_ZOOM, LEAST_ZOOM } from "./camera";

const camera = { x: 100, y: -50, zoom: 0.5 };
const size = { w: 800, h: 600 };

test("a point goes to the window and back", () => {
  const at = { x: 640, y: 360 };
  expect(toWindow(camera, toTable(camera, at))).toEqual(at);
});

test("zooming keeps what is under the pointer, within bounds", () => {
  const at = { x: 300, y: 200 };
  for (const zoom of [0.01, 0.3, 1, 9]) {
    const next = zoomedAt(camera, at, zoom);
    expect(toTable(next, at).x).toBeCloseTo(toTable(camera, at).x);
    expect(toTable(next, at).y).toBeCloseTo(toTable(camera, at).y);
    expect(next.zoom).toBeGreaterThanOrEqual(LEAST_ZOOM);
    expect(next.zoom).toBeLessThanOrEqual(MOST_ZOOM);
  }
});

test("panning moves the paper with the hand", () => {
  expect(panned(camera, 50, 20)).toEqual({ x: 0, y: -90, zoom: 0.5 });
});

test("steps go up and come down by the same ones", () => {
  expect(stepped(1, 1)).toBe(1.4);
  expect(stepped(1.4, -1)).toBe(1);
  expect(stepped(MOST_ZOOM, 1)).toBe(MOST_ZOOM);
  expect(stepped(LEAST_ZOOM, -1)).toBe(LEAST_ZOOM);
});

test("fitting shows all of a box in the middle of what is free", () => {
  const box = { x: -3000, y: 40, w: 9000, h: 2000 };
  const margins = { left: 80, top: 20, right: 20, bottom: 40 };
  const fit = fitted(box, size, margins);
  const view = seen(fit, size);
  expect(toWindow(fit, box).x).toBeGreaterThanOrEqual(margins.left - 0.01);
  expect(view.x).toBeLessThanOrEqual(box.x);
  expect(view.x + view.w).toBeGreaterThanOrEqual(box.x + box.w);
  expect(toWindow(fit, { x: box.x + box.w / 2, y: 0 }).x).toBeCloseTo((80 + 780) / 2);
  expect(fitted(box, size, margins, 1, 0.5).zoom).toBe(0.5);
});

test("revealing moves no more than it must", () => {
  expect(revealing(camera, { x: 300, y: 100, w: 200, h: 200 }, size)).toBe(camera);
  const moved = revealing(camera, { x: 2000, y: 100, w: 200, h: 200 }, size);
  expect(moved.y).toBe(camera.y);
  expect(seen(moved, size).x + seen(moved, size).w).toBeCloseTo(2200 + 48);
});

test("two fingers hold the two points that they are on", () => {
  const before = [{ x: 100, y: 100 }, { x: 300, y: 100 }] as const;
  const after = [{ x: 150, y: 200 }, { x: 550, y: 200 }] as const;
  const next = pinched(camera, before, after);
  expect(next.zoom).toBeCloseTo(1);
  expect(toTable(next, after[0]).x).toBeCloseTo(toTable(camera, before[0]).x);
  expect(toTable(next, after[1]).x).toBeCloseTo(toTable(camera, before[1]).x);
});
