import type { ReactNode } from "react";
import {
  Button as AriaButton, Checkbox as AriaCheckbox, FieldError, Header, Input, Label, ListBox, ListBoxItem, ListBoxSection, Popover, Select as AriaSelect, SelectValue,
  Switch as AriaSwitch, Text, TextArea, TextField, type TextFieldProps,
} from "react-aria-components";
import { Check, ChevronDown } from "lucide-react";
import css from "./pieces.module.css";

export interface FieldProps extends Omit<TextFieldProps, "className" | "children"> {
  label: string;
  /** What it does, under it. */
  help?: ReactNode;
  placeholder?: string;
  /** How many lines; more than one grows with what is written. */
  lines?: number;
  /** What is wrong with it. */
  error?: string | undefined;
  /** Its label is heard and not seen: the words round it say it. */
  bare?: boolean;
}

/** One line or several of text, with its label, its help and what is wrong. */
export function Field({ label, help, placeholder, lines = 1, error, bare = false, ...rest }: FieldProps) {
  const hold = placeholder === undefined ? {} : { placeholder };
  return (
    <TextField {...rest} isInvalid={error !== undefined && error !== ""} className={css["field"] ?? ""}>
      <Label className={bare ? "unseen" : css["label"] ?? ""}>{label}</Label>
      {lines > 1 ? <TextArea rows={lines} className={css["input"] ?? ""} style={{ minBlockSize: `${lines * 1.45 + 1.2}em` }} {...hold} /> : <Input className={css["input"] ?? ""} {...hold} />}
      {help !== undefined && (
        <Text slot="description" className={css["help"] ?? ""}>
          {help}
        </Text>
      )}
      <FieldError className={css["wrong"] ?? ""}>{error}</FieldError>
    </TextField>
  );
}

export function Switch({ children, isSelected, onChange }: { children: ReactNode; isSelected: boolean; onChange: (on: boolean) => void }) {
  return (
    <AriaSwitch isSelected={isSelected} onChange={onChange} className={css["switch"] ?? ""}>
      <span className={css["switchTrack"]} aria-hidden />
      <span>{children}</span>
    </AriaSwitch>
  );
}

export function Tick({ children, isSelected, onChange }: { children: ReactNode; isSelected: boolean; onChange: (on: boolean) => void }) {
  return (
    <AriaCheckbox isSelected={isSelected} onChange={onChange} className={css["tick"] ?? ""}>
      <span className={css["tickBox"]} aria-hidden>
        <Check size={14} strokeWidth={3} />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}

export interface Option {
  id: string;
  name: string;
  note?: string;
  /** The address of a small picture of it. */
  picture?: string;
  /** Under which words it stands, with those that follow it and have the same. */
  group?: string;
}

/** Options under the words of their groups, each group once, in the order in which they come. */
function grouped(options: readonly Option[]): { words: string; options: Option[] }[] {
  const parts = new Map<string, Option[]>();
  for (const option of options) {
    const words = option.group ?? "";
    parts.set(words, [...(parts.get(words) ?? []), option]);
  }
  return [...parts].map(([words, held]) => ({ words, options: held }));
}

function OptionItem({ option }: { option: Option }) {
  return (
    <ListBoxItem id={option.id} textValue={option.name} className={css["menuItem"] ?? ""}>
      {option.picture !== undefined && <img src={option.picture} alt="" loading="lazy" className={css["optionPicture"]} />}
      <Text slot="label">{option.name}</Text>
      {option.note !== undefined && <Text slot="description">{option.note}</Text>}
    </ListBoxItem>
  );
}

/** One of several, from a list that opens. */
export function Select({ label, options, value, onChange, bare = false, placeholder }: {
  label: string;
  options: readonly Option[];
  value: string | null;
  onChange: (id: string) => void;
  bare?: boolean;
  placeholder?: string;
}) {
  return (
    <AriaSelect
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      className={css["field"] ?? ""}
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <Label className={bare ? "unseen" : css["label"] ?? ""}>{label}</Label>
      <AriaButton className={`${css["input"]} ${css["select"]}`}>
        <SelectValue />
        <ChevronDown aria-hidden size={18} />
      </AriaButton>
      <Popover className={css["popover"] ?? ""}>
        <ListBox className={css["menu"] ?? ""}>
          {grouped(options).map((part) =>
            part.words === "" ? (
              part.options.map((option) => <OptionItem key={option.id} option={option} />)
            ) : (
              <ListBoxSection key={part.words} id={`part ${part.words}`} className={css["menuPart"] ?? ""}>
                <Header>{part.words}</Header>
                {part.options.map((option) => (
                  <OptionItem key={option.id} option={option} />
                ))}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
