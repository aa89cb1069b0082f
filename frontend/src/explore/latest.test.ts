import { expect, test } from "vitest";
import { latest } from "./latest";

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("what was overtaken is never asked, and the last wish always is", async () => {
  const asked: number[] = [];
  const told: number[] = [];
  const open: (() => void)[] = [];
  const asking = latest(
    (wish: number) => {
      asked.push(wish);
      return new Promise<number>((resolve) => open.push(() => resolve(wish)));
    },
    (answer) => told.push(answer),
  );
  for (let wish = 1; wish <= 50; wish += 1) asking.wish(wish);
  expect(asked).toEqual([1]);
  open[0]?.();
  await soon();
  expect(asked).toEqual([1, 50]);
  open[1]?.();
  await soon();
  expect(told).toEqual([1, 50]);
});

test("a refusal stops nothing that comes after it, and what was stopped tells nothing", async () => {
  const told: string[] = [];
  const failed: unknown[] = [];
  const asking = latest(
    async (wish: string) => {
      await soon();
      if (wish === "bad") throw new Error(wish);
      return wish;
    },
    (answer) => told.push(answer),
    (error) => failed.push(error),
  );
  asking.wish("bad");
  await soon();
  await soon();
  asking.wish("good");
  await soon();
  await soon();
  asking.wish("stopped");
  asking.stop();
  await soon();
  await soon();
  expect(told).toEqual(["good"]);
  expect(failed).toHaveLength(1);
});
