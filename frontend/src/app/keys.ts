import i18next from "i18next";

/* A key is written as `c`, `?`, `delete`, `mod+k`, `mod+shift+z`: `mod` is Ctrl, or Cmd on a Mac. */

const MAC = /Mac|iP(hone|ad|od)/.test(navigator.platform);
const NAMED = ["delete", "backspace", "enter", "escape", "space", "tab", "arrowup", "arrowdown", "arrowleft", "arrowright", "home", "end"];

interface Chord {
  key: string;
  mod: boolean;
  shift: boolean;
  alt: boolean;
}

function chordOf(written: string): Chord {
  // A plus sign is itself a key: `mod++`.
  const parts = written.endsWith("+") ? [...written.slice(0, -1).split("+").filter((part) => part !== ""), "+"] : written.split("+");
  const key = parts.at(-1) ?? "";
  return { key: key.toLowerCase(), mod: parts.includes("mod"), shift: parts.includes("shift"), alt: parts.includes("alt") };
}

export const needsModifier = (written: string): boolean => chordOf(written).mod || chordOf(written).alt;

/** Whether a key that was pressed is the one that is written. Digits go by their place, as AZERTY has them under Shift. */
export function isPressed(written: string, event: KeyboardEvent): boolean {
  const chord = chordOf(written);
  if (chord.mod !== (MAC ? event.metaKey : event.ctrlKey) || (MAC ? event.ctrlKey : event.metaKey) || chord.alt !== event.altKey) return false;
  if (/^\d$/.test(chord.key)) return event.code === `Digit${chord.key}` && chord.shift === event.shiftKey;
  const pressed = event.key === " " ? "space" : event.key.toLowerCase();
  if (pressed !== chord.key) return false;
  // Signs such as ? have Shift in them on some keyboards and not on others; letters and named keys do not.
  const sign = !/^\p{L}$/u.test(chord.key) && !NAMED.includes(chord.key);
  return sign || chord.shift === event.shiftKey;
}

const name = (key: string): string => i18next.t(`shell.keys.${key}`);

/** A key as a person reads it, in the language of the page. */
export function keyLabel(written: string): string {
  const chord = chordOf(written);
  const parts = [
    chord.mod ? (MAC ? "⌘" : name("ctrl")) : "",
    chord.alt ? (MAC ? "⌥" : name("alt")) : "",
    chord.shift ? (MAC ? "⇧" : name("shift")) : "",
    NAMED.includes(chord.key) ? name(chord.key) : chord.key.toUpperCase(),
  ].filter((part) => part !== "");
  return parts.join(MAC ? "" : " + ");
}

/** As assistive technology is told of it (`aria-keyshortcuts`). */
export function ariaKey(written: string): string {
  const chord = chordOf(written);
  return [chord.mod ? (MAC ? "Meta" : "Control") : "", chord.alt ? "Alt" : "", chord.shift ? "Shift" : "", chord.key.length === 1 ? chord.key.toUpperCase() : chord.key]
    .filter((part) => part !== "")
    .join("+");
}

/** Enter, and not the one that ends a sign which is being put together (dead keys, input methods). */
export const isEnter = (event: { key: string; nativeEvent: Event }): boolean =>
  event.key === "Enter" && !(event.nativeEvent instanceof KeyboardEvent && event.nativeEvent.isComposing);
