import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { offered, run, setLetters, useActions, useShortcuts, type Action } from "./actions";
import { isPressed } from "./keys";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => kept.set(name, value),
  removeItem: (name: string) => kept.delete(name),
});

beforeEach(() => kept.clear());
afterEach(cleanup);

function Offering({ actions, children }: { actions: Action[]; children?: React.ReactNode }) {
  useActions(actions);
  return children;
}

function Window({ children }: { children: React.ReactNode }) {
  useShortcuts();
  return children;
}

const action = (id: string, done: () => void, more: Partial<Action> = {}): Action => ({ id, label: id, group: "view", run: done, ...more });

test("actions come and go with what offers them, and the last one with a key is heard", () => {
  const [below, above] = [vi.fn(), vi.fn()];
  const page = (
    <Window>
      <Offering actions={[action("a", below, { key: "c" })]}>
        <Offering actions={[]} />
      </Offering>
    </Window>
  );
  const { rerender } = render(page);
  fireEvent.keyDown(document.body, { key: "c" });
  expect(below).toHaveBeenCalledTimes(1);
  rerender(
    <Window>
      <Offering actions={[action("a", below, { key: "c" })]} />
      <Offering actions={[action("b", above, { key: "c" })]} />
    </Window>,
  );
  fireEvent.keyDown(document.body, { key: "c" });
  expect([below.mock.calls.length, above.mock.calls.length]).toEqual([1, 1]);
  cleanup();
  expect(offered()).toEqual([]);
});

test("letters that are typed are no keys, modifiers everywhere are", () => {
  const [letter, palette] = [vi.fn(), vi.fn()];
  const { getByRole } = render(
    <Window>
      <Offering actions={[action("letter", letter, { key: "g" }), action("palette", palette, { key: "mod+k", everywhere: true })]}>
        <input />
      </Offering>
    </Window>,
  );
  fireEvent.keyDown(getByRole("textbox"), { key: "g" });
  fireEvent.keyDown(getByRole("textbox"), { key: "k", ctrlKey: true });
  expect([letter.mock.calls.length, palette.mock.calls.length]).toEqual([0, 1]);
});

test("single letters can be turned off, named keys stay", () => {
  const done = vi.fn();
  render(
    <Window>
      <Offering actions={[action("letter", done, { key: "g" }), action("named", done, { key: "delete" })]} />
    </Window>,
  );
  setLetters(false);
  fireEvent.keyDown(document.body, { key: "g" });
  expect(done).toHaveBeenCalledTimes(0);
  fireEvent.keyDown(document.body, { key: "Delete" });
  expect(done).toHaveBeenCalledTimes(1);
});

test("what is not enabled is not done, by whatever way", () => {
  const done = vi.fn();
  render(<Offering actions={[action("a", done, { enabled: false })]} />);
  expect(run("a")).toBe(false);
  expect(run("unknown")).toBe(false);
  expect(done).not.toHaveBeenCalled();
});

const press = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent("keydown", init);

test("keys are those of the keyboard that is there", () => {
  expect(isPressed("?", press({ key: "?", shiftKey: true }))).toBe(true);
  expect(isPressed("?", press({ key: "?" }))).toBe(true);
  expect(isPressed("2", press({ key: "é", code: "Digit2" }))).toBe(true);
  expect(isPressed("c", press({ key: "C", shiftKey: true }))).toBe(false);
  expect(isPressed("mod+shift+z", press({ key: "Z", ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(isPressed("mod+z", press({ key: "Z", ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(isPressed("mod++", press({ key: "+", ctrlKey: true }))).toBe(true);
  expect(isPressed("c", press({ key: "c", ctrlKey: true }))).toBe(false);
});

test("after a press in the bar letters are keys still; arrows stay the bar's", () => {
  const [help, next] = [vi.fn(), vi.fn()];
  const { getByRole } = render(
    <Window>
      <Offering actions={[action("help", help, { key: "?" }), action("next", next, { key: "arrowright" })]}>
        <div role="radiogroup" aria-label="Language">
          <button role="radio" aria-checked>
            EN
          </button>
        </div>
      </Offering>
    </Window>,
  );
  fireEvent.keyDown(getByRole("radio"), { key: "?" });
  fireEvent.keyDown(getByRole("radio"), { key: "ArrowRight" });
  expect([help.mock.calls.length, next.mock.calls.length]).toEqual([1, 0]);
});
