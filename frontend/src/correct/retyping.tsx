import { Check, X } from "lucide-react";
import { useState, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../app/pieces";
import css from "./correct.module.css";

/** Words of a picture, typed where they stand: Enter sets them, Escape leaves them. */
export function Retyping({ name, words, most, place, set, leave }: { name: string; words: string; most: number; place: CSSProperties; set: (words: string) => void; leave: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(words);
  const done = (): void => {
    const said = text.trim();
    if (said === words || (said === "" && words !== "")) leave();
    else set(said);
  };
  return (
    <div className={css["retyping"]} style={place}>
      <textarea
        ref={begin}
        aria-label={name}
        value={text}
        maxLength={most}
        rows={2}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            done();
          } else if (event.key === "Escape") {
            event.preventDefault();
            leave();
          }
        }}
      />
      <IconButton small icon={Check} label={t("table.correct.setWords")} onPress={done} />
      <IconButton small icon={X} label={t("table.correct.drop")} onPress={leave} />
    </div>
  );
}

const begin = (field: HTMLTextAreaElement | null): void => {
  field?.focus();
  field?.select();
};
