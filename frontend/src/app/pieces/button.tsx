import type { LucideIcon } from "lucide-react";
import type { ReactNode, Ref } from "react";
import {
  Button as AriaButton, Link as AriaLink, Tooltip, TooltipTrigger, type ButtonProps as AriaButtonProps, type LinkProps,
} from "react-aria-components";
import { ariaKey, keyLabel } from "../keys";
import css from "./pieces.module.css";

/** How much a button asks for: `decision` is a person's own (vermilion), `strong` the next step, `plain`, or `quiet`. */
export type Weight = "decision" | "strong" | "plain" | "quiet";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "children"> {
  ref?: Ref<HTMLButtonElement>;
  weight?: Weight;
  icon?: LucideIcon;
  /** After the words, for what leads on. */
  iconAfter?: LucideIcon;
  /** The key that does the same, as in `app/actions`. */
  shortcut?: string | undefined;
  small?: boolean;
  children: ReactNode;
}

export function Button({ weight = "plain", icon: Icon, iconAfter: After, shortcut, small = false, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} {...told(shortcut)} className={`${css["button"]} ${css[weight]} ${small ? css["small"] : ""}`}>
      {/* Seen, not heard: a button is called what it does, not "C Choose". */}
      {shortcut !== undefined && (
        <kbd className={css["cap"]} aria-hidden>
          {keyLabel(shortcut)}
        </kbd>
      )}
      {Icon !== undefined && <Icon aria-hidden size={small ? 16 : 18} />}
      <span>{children}</span>
      {After !== undefined && <After aria-hidden size={small ? 16 : 18} />}
    </AriaButton>
  );
}

/** The key of a button, for assistive technology; the component itself lets no `aria-keyshortcuts` through. */
const told = (shortcut: string | undefined): Pick<AriaButtonProps, "render"> =>
  shortcut === undefined ? {} : { render: (button) => <button {...button} aria-keyshortcuts={ariaKey(shortcut)} /> };

export interface IconButtonProps extends Omit<AriaButtonProps, "className" | "children"> {
  ref?: Ref<HTMLButtonElement>;
  icon: LucideIcon;
  /** Its accessible name, shown on hover and focus. */
  label: string;
  shortcut?: string | undefined;
  small?: boolean;
  /** On the dark bar. */
  onBar?: boolean;
}

export function IconButton({ icon: Icon, label, shortcut, small = false, onBar = false, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...rest} {...told(shortcut)} aria-label={label} className={`${css["iconButton"]} ${small ? css["small"] : ""} ${onBar ? css["onBar"] : ""}`}>
        <Icon aria-hidden size={small ? 16 : 20} />
      </AriaButton>
      <Hint shortcut={shortcut}>{label}</Hint>
    </TooltipTrigger>
  );
}

export function Hint({ children, shortcut }: { children: ReactNode; shortcut?: string | undefined }) {
  return (
    <Tooltip className={css["hint"] ?? ""} offset={6}>
      {children} {shortcut !== undefined && <kbd>{keyLabel(shortcut)}</kbd>}
    </Tooltip>
  );
}

/** A way to another page that looks like a button. */
export function ButtonLink({ weight = "plain", icon: Icon, small = false, children, ...rest }: Omit<LinkProps, "className" | "children"> & {
  weight?: Weight;
  icon?: LucideIcon;
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <AriaLink {...rest} className={`${css["button"]} ${css[weight]} ${small ? css["small"] : ""}`}>
      {Icon !== undefined && <Icon aria-hidden size={small ? 16 : 18} />}
      <span>{children}</span>
    </AriaLink>
  );
}
