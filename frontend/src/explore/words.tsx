import { Search } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Field } from "../app/pieces";
import css from "./explore.module.css";
import type { Boarded } from "./use-board";

/** A few words, and the drawings that each of them led to, by name and author. */
export function Words({ boarded }: { boarded: Boarded }) {
  const { t } = useTranslation();
  const { board, heard } = boarded;
  const [words, setWords] = useState(board.words);
  const byWord = [...new Set(heard.heard.map((one) => one.word))].map((word) => ({ word, works: heard.heard.filter((one) => one.word === word) }));
  return (
    <Form
      className={css["steer"] ?? ""}
      onSubmit={(event) => {
        event.preventDefault();
        void boarded.next({ words: words.trim() });
      }}
    >
      <Field label={t("explore.words.label")} help={t("explore.words.help")} value={words} onChange={setWords} maxLength={2000} placeholder={t("explore.words.example")} />
      <p className={css["row"]}>
        <Button type="submit" weight="strong" icon={Search} isDisabled={boarded.busy}>
          {t("explore.words.go")}
        </Button>
        {board.words !== "" && (
          <Button
            weight="quiet"
            isDisabled={boarded.busy}
            onPress={() => {
              setWords("");
              void boarded.next({ words: "" });
            }}
          >
            {t("explore.words.none")}
          </Button>
        )}
      </p>
      {heard.unknown.length > 0 && <p className={css["wary"]}>{t("explore.words.unknown", { words: heard.unknown.join(", ") })}</p>}
      {byWord.length > 0 && (
        <dl className={css["heard"]}>
          {byWord.map(({ word, works }) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>
                <ul>
                  {works.map((one) => (
                    <li key={one.name}>
                      {one.name.replaceAll("-", " ")} <span>{one.author}</span>
                      {one.way === "association" && <em>{t("explore.words.association")}</em>}
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Form>
  );
}
