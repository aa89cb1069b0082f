import type { LucideIcon } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { isPressed, needsModifier } from "./keys";

/** The parts of the palette and of the list of shortcuts, in this order (`shell.groups.*`). */
export const GROUPS = ["decide", "work", "round", "table", "ideas", "brief", "project", "me", "view", "go", "help"] as const;
export type Group = (typeof GROUPS)[number];

/**
 * What a person can do. Toolbars and menus show it, a key does it, the palette finds it, `?` lists it: all from the one
 * object. `label` is a key of the catalogue, `words` what is filled in there.
 */
export interface Action {
  id: string;
  label: string;
  words?: Record<string, string | number>;
  /** As `c`, `?`, `delete`, `mod+k`; the first is shown. */
  key?: string | readonly string[];
  run: () => void;
  enabled?: boolean;
  group: Group;
  icon?: LucideIcon;
  /** Only where it stands and by its key: not in the palette. */
  unlisted?: boolean;
  /** Heard in text fields and dialogs too (the palette itself). */
  everywhere?: boolean;
}

interface Holder {
  current: readonly Action[];
}

let holders: readonly Holder[] = [];
let version = 0;
const listeners = new Set<() => void>();

function tell(next: readonly Holder[]): void {
  holders = next;
  version += 1;
  for (const listener of listeners) listener();
}

/** Offer these actions while the component stands; what came last is heard first. They may change at each render. */
export function useActions(actions: readonly Action[]): void {
  const holder = useRef<readonly Action[]>(actions);
  useEffect(() => {
    holder.current = actions;
  });
  useEffect(() => {
    tell([...holders, holder]);
    return () => tell(holders.filter((other) => other !== holder));
  }, []);
}

/** Every action that is offered now; of two with one id, the later. */
export function offered(): Action[] {
  const found = new Map<string, Action>();
  for (const holder of holders) for (const action of holder.current) found.set(action.id, action);
  return [...found.values()];
}

/** The same, for a component that must know when pages come and go. */
export function useOffered(): Action[] {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );
  return offered();
}

export const isEnabled = (action: Action): boolean => action.enabled !== false;

export function keysOf(action: Action): readonly string[] {
  return action.key === undefined ? [] : typeof action.key === "string" ? [action.key] : action.key;
}

/** Do an action by its id; false when nobody offers it now or it is not enabled. */
export function run(id: string): boolean {
  const action = offered().find((one) => one.id === id);
  if (action === undefined || !isEnabled(action)) return false;
  action.run();
  return true;
}

/* Keys. Single letters can be turned off (WCAG 2.1.4), for those who speak to their computer. */

const KEPT = "oeuvre.letters";
export const lettersOn = (): boolean => localStorage.getItem(KEPT) !== "off";
export function setLetters(on: boolean): void {
  if (on) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, "off");
  tell(holders);
}

const WRITING = "input:not([type=checkbox],[type=radio],[type=range],[type=button],[type=color]),textarea,select,[contenteditable=''],[contenteditable=true]";
const PICKING = "[role=menu],[role=listbox],[role=dialog],[role=alertdialog],[role=combobox]";
// What is moved through by arrows alone takes no letters and no figures.
const MOVING = "[role=radiogroup],[role=slider]";
const MOVES = /^(arrow(up|down|left|right)|home|end|pageup|pagedown|enter|space)$/;

// A dialog over the page; what is told in passing (a toast) is none, though it has the role of one.
const OVER = "[role=dialog][data-rac]:not([role=region] *),[role=alertdialog][data-rac]:not([role=region] *)";

/** The action that a key asks for here, if any. */
export function actionOf(event: KeyboardEvent): Action | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  const target = event.target instanceof Element ? event.target : null;
  const writing = target?.closest(WRITING) != null;
  const picking = target?.closest(PICKING) != null || document.querySelector(OVER) !== null;
  const moving = target?.closest(MOVING) != null;
  return offered()
    .toReversed()
    .find((action) =>
      keysOf(action).some((key) => {
        if (!isPressed(key, event) || !isEnabled(action)) return false;
        if (action.everywhere === true) return needsModifier(key) || !(writing || picking);
        if (writing || picking || (moving && MOVES.test(key))) return false;
        return needsModifier(key) || lettersOn() || key.length > 1;
      }),
    );
}

/** Hear keys for the whole window, before the widgets do: those that they need are never an action's. */
export function useShortcuts(): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const action = actionOf(event);
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      action.run();
    };
    window.addEventListener("keydown", hear, { capture: true });
    return () => window.removeEventListener("keydown", hear, { capture: true });
  }, []);
}
