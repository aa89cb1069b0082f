import { Plus, X } from "lucide-react";
import { useState } from "react";
import {
  Button as AriaButton, ColorArea, ColorPicker, ColorSlider, ColorSwatch, ColorThumb, Dialog, DialogTrigger, FieldError, Input, Label, Popover,
  SliderTrack, Tag, TagGroup, TagList, TextField, type Color,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { isEnter } from "../app/keys";
import { Button, Field, IconButton } from "../app/pieces";
import css from "./lists.module.css";

/** Words, one by one: each can be taken out again; a comma or Enter puts one in. */
export function WordList({ label, help, words, onChange, error, suggestions = [], most }: {
  label: string;
  help?: string;
  words: readonly string[];
  onChange: (words: string[]) => void;
  error?: string | undefined;
  suggestions?: readonly string[];
  most: number;
}) {
  const { t } = useTranslation();
  const [typed, type] = useState("");
  const add = (text: string): void => {
    const said = text.split(/[,;\n]/).map((word) => word.trim()).filter((word) => word !== "");
    const next = [...new Set([...words, ...said])].slice(0, most);
    if (said.length > 0) onChange(next);
    type("");
  };
  const left = suggestions.filter((word) => !words.includes(word));
  return (
    <div className={css["words"]}>
      <Field
        label={label}
        {...(help === undefined ? {} : { help })}
        error={error}
        value={typed}
        onChange={(text) => (/[,;\n]/.test(text) ? add(text) : type(text))}
        onBlur={() => add(typed)}
        onKeyDown={(event) => {
          if (!isEnter(event) || typed.trim() === "") return;
          event.preventDefault();
          add(typed);
        }}
      />
      {words.length > 0 && (
        <TagGroup aria-label={label} selectionMode="none" onRemove={(keys) => onChange(words.filter((word) => !keys.has(word)))}>
          <TagList className={css["tags"] ?? ""}>
            {words.map((word) => (
              <Tag key={word} id={word} textValue={word} className={css["tag"] ?? ""}>
                {word}
                <AriaButton slot="remove" aria-label={t("brief.takeOut", { word })}>
                  <X aria-hidden size={14} />
                </AriaButton>
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
      {left.length > 0 && words.length < most && (
        <div className={css["suggestions"]}>
          {left.map((word) => (
            <Button key={word} small icon={Plus} onPress={() => onChange([...words, word])}>
              {word}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Colours that are kept exactly: each a swatch that opens, and its `#RRGGBB`. */
export function ColourList({ label, help, colours, onChange, error, most }: {
  label: string;
  help?: string;
  colours: readonly string[];
  onChange: (colours: string[]) => void;
  error?: string | undefined;
  most: number;
}) {
  const { t } = useTranslation();
  // A colour that is being added has no value yet: nothing is printed that nobody chose.
  const [adding, setAdding] = useState(false);
  const shown = adding ? [...colours, ""] : colours;
  const changed = (next: string, index: number): void => {
    if (index === colours.length) setAdding(false);
    onChange(index === colours.length ? [...colours, next] : colours.map((other, at) => (at === index ? next : other)));
  };
  return (
    <fieldset className={css["colours"]}>
      <legend>{label}</legend>
      {shown.map((colour, index) => (
        // A colour has no name but its place.
        <div key={index} className={css["colour"]}>
          <Colour
            label={t("brief.colour", { number: index + 1 })}
            value={colour}
            onChange={(next) => changed(next, index)}
          />
          <IconButton
            icon={X}
            small
            label={t("brief.takeOut", { word: colour === "" ? t("brief.colour", { number: index + 1 }) : colour })}
            onPress={() => (index === colours.length ? setAdding(false) : onChange(colours.filter((_, at) => at !== index)))}
          />
        </div>
      ))}
      {colours.length < most && !adding && (
        <Button small icon={Plus} onPress={() => setAdding(true)}>
          {t("brief.addColour")}
        </Button>
      )}
      {help !== undefined && <p className={css["help"]}>{help}</p>}
      {error !== undefined && <p className={css["wrong"]}>{error}</p>}
    </fieldset>
  );
}

const HEX = /^#[0-9a-f]{6}$/i;

function Colour({ label, value, onChange }: { label: string; value: string; onChange: (hex: string) => void }) {
  const { t } = useTranslation();
  const told = (colour: Color | null): void => {
    if (colour !== null) onChange(colour.toString("hex").toUpperCase());
  };
  const isNew = value === "";
  return (
    <ColorPicker value={HEX.test(value) ? value : "#8A8376"} onChange={told}>
      <DialogTrigger defaultOpen={isNew}>
        <AriaButton className={css["swatch"] ?? ""} data-empty={isNew || undefined} aria-label={isNew ? label : t("brief.pickColour", { label, value })}>
          {!isNew && <ColorSwatch colorName={value} />}
        </AriaButton>
        <Popover className={css["picker"] ?? ""}>
          <Dialog aria-label={label}>
            <ColorArea colorSpace="hsb" xChannel="saturation" yChannel="brightness" className={css["area"] ?? ""}>
              <ColorThumb className={css["thumb"] ?? ""} />
            </ColorArea>
            <ColorSlider colorSpace="hsb" channel="hue" className={css["slider"] ?? ""}>
              <Label className="unseen">{t("brief.hue")}</Label>
              <SliderTrack>
                <ColorThumb className={css["thumb"] ?? ""} />
              </SliderTrack>
            </ColorSlider>
          </Dialog>
        </Popover>
      </DialogTrigger>
      <Hex key={value} label={label} value={value} onChange={onChange} />
    </ColorPicker>
  );
}

/** A colour as it is written, `#1F4E5F` or `1F4E5F`; what is none stays as it was typed, and is said to be none. */
function Hex({ label, value, onChange }: { label: string; value: string; onChange: (hex: string) => void }) {
  const { t } = useTranslation();
  const [typed, type] = useState(value);
  const [wrong, setWrong] = useState(false);
  const settle = (): void => {
    const hex = `#${typed.trim().replace(/^#/, "")}`.toUpperCase();
    const known = HEX.test(hex);
    setWrong(!known && typed.trim() !== "");
    if (known && hex !== value) onChange(hex);
  };
  return (
    <TextField
      aria-label={label}
      value={typed}
      isInvalid={wrong}
      onChange={(text) => {
        type(text);
        setWrong(false);
      }}
      onBlur={settle}
      onKeyDown={(event) => {
        if (!isEnter(event)) {
          event.continuePropagation();
          return;
        }
        // Enter settles the colour, and does not send the page.
        event.preventDefault();
        settle();
      }}
    >
      <Input className={css["hex"] ?? ""} placeholder="#1F4E5F" maxLength={30} spellCheck={false} autoComplete="off" />
      <FieldError className={css["wrong"] ?? ""}>{t("brief.noColour", { typed })}</FieldError>
    </TextField>
  );
}
