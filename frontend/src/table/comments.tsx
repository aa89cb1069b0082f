import { Check, MessageSquare, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { announce } from "../app/announce";
import { language } from "../app/words";
import { Button, Empty, Field, IconButton, Switch } from "../app/pieces";
import css from "./comments.module.css";
import * as edits from "./document";
import { toWindow } from "./camera";
import type { Point } from "./geometry";
import { useHere, useTableState } from "./session";
import type { Card, Remark, Reply } from "./shapes";
import { useCell } from "./state";
import { show } from "./table-actions";

/** When something was said, as people say it. */
export function sayWhen(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.valueOf()) ? "" : time.toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" });
}

/** A comment on the table: a pin that opens what was said there. */
export function RemarkPin({ remark, card }: { remark: Remark; card: Card | undefined }) {
  const { t } = useTranslation();
  const { board } = useHere();
  const open = useCell(board.remark) === remark.id;
  const at = card === undefined ? remark : { x: card.x + card.w, y: card.y };
  return (
    <div className={css["pin"]} style={{ left: at.x, top: at.y }} data-over>
      <DialogTrigger isOpen={open} onOpenChange={(now) => board.remark.set(now ? remark.id : undefined)}>
        <AriaButton aria-label={t("table.comments.by", { name: remark.name === "" ? t("table.somebody") : remark.name, words: remark.text.slice(0, 80) })}>
          <MessageSquare aria-hidden size={16} />
          {remark.replies.length > 0 && <b>{remark.replies.length + 1}</b>}
        </AriaButton>
        <Popover placement="right top" className={css["popover"] ?? ""}>
          <Dialog aria-label={t("table.comments.one")}>
            <Thread remark={remark} />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}

function Said({ said }: { said: Reply }) {
  const { t } = useTranslation();
  return (
    <div className={css["said"]}>
      <p>
        <b>{said.name === "" ? t("table.somebody") : said.name}</b> <small>{sayWhen(said.at)}</small>
      </p>
      <p className={css["words"]}>{said.text}</p>
    </div>
  );
}

function Thread({ remark }: { remark: Remark }) {
  const { t } = useTranslation();
  const { table } = useHere();
  const [words, setWords] = useState("");
  const answer = (): void => {
    if (words.trim() === "") return;
    edits.reply(table, remark.id, words.trim());
    setWords("");
  };
  return (
    <div className={css["thread"]}>
      <Said said={remark} />
      {remark.replies.map((one, index) => (
        <Said key={`${one.at}${index}`} said={one} />
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          answer();
        }}
      >
        <Field label={t("table.comments.reply")} bare placeholder={t("table.comments.reply")} value={words} onChange={setWords} maxLength={4000} />
        <div className={css["foot"]}>
          <Button small type="submit" weight="strong" isDisabled={words.trim() === ""}>
            {t("table.comments.send")}
          </Button>
          <Button small icon={Check} onPress={() => edits.settle(table, remark.id, !remark.done)}>
            {t(remark.done ? "table.comments.reopen" : "table.comments.settle")}
          </Button>
          {edits.isOwn(table, remark) && (
            <IconButton
              small
              icon={Trash2}
              label={t("table.comments.unsay")}
              onPress={() => {
                edits.unsay(table, remark.id);
                announce(t("table.comments.unsaid"));
              }}
            />
          )}
        </div>
      </form>
    </div>
  );
}

/** The room that it needs to the right of its place and under it, in pixels. */
const WIDE = 316;
const HIGH = 210;

/** A comment that is being written where it will stand. */
export function NewRemark({ at, card }: { at: Point; card: string | undefined }) {
  const { t } = useTranslation();
  const { board, table } = useHere();
  // What was written and not sent is there again, wherever the next comment is begun.
  const words = useCell(board.unsaid);
  const camera = useCell(board.camera);
  const size = useCell(board.size);
  const stands = toWindow(camera, at);
  const close = (): void => {
    board.saying.set(undefined);
    board.focus.set(board.focus.get() + 1);
  };
  const say = (): void => {
    if (words.trim() !== "") {
      edits.remark(table, at, words.trim(), card);
      announce(t("table.comments.said"));
      board.unsaid.set("");
    }
    close();
  };
  return (
    <div className={css["pin"]} style={{ left: at.x, top: at.y }} data-over>
      <form
        role="dialog"
        aria-label={t("table.comments.new")}
        className={css["new"]}
        data-left={stands.x + WIDE > size.w || undefined}
        data-above={stands.y + HIGH > size.h || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          say();
        }}
      >
        <Field label={t("table.comments.new")} bare autoFocus lines={2} placeholder={t("table.comments.placeholder")} help={t("table.comments.keys")} value={words} onChange={(now) => board.unsaid.set(now)} maxLength={4000}
          onKeyDown={(event) => {
            // An Enter that ends the composing of a sign is none that sends.
            const sends = event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing;
            if (event.key === "Escape") {
              if (words.trim() !== "") announce(t("table.comments.unsaidKept"));
              close();
            } else if (sends) {
              event.preventDefault();
              say();
            } else event.continuePropagation();
          }}
        />
        <div className={css["foot"]}>
          <Button
            small
            onPress={() => {
              board.unsaid.set("");
              close();
            }}
          >
            {t("shell.cancel")}
          </Button>
          <Button small type="submit" weight="strong" isDisabled={words.trim() === ""}>
            {t("table.comments.send")}
          </Button>
        </div>
      </form>
    </div>
  );
}

/** All that was said on this table; what is settled too, if wanted. */
export function Remarks() {
  const { t } = useTranslation();
  const session = useHere();
  const { remarks, cards } = useTableState(session);
  const [settled, setSettled] = useState(false);
  const all = [...remarks.values()].filter((one) => settled || !one.done).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const go = (one: Remark): void => {
    const card = one.card === undefined ? undefined : cards.get(one.card);
    session.board.sheet.set("none");
    show(session, card ?? { ...blank, x: one.x, y: one.y });
    if (!one.done) session.board.remark.set(one.id);
  };
  return (
    <>
      <Switch isSelected={settled} onChange={setSettled}>
        {t("table.comments.showSettled")}
      </Switch>
      {all.length === 0 ? (
        <Empty title={t("table.comments.none")}>{t("table.comments.noneHelp")}</Empty>
      ) : (
        <ul className={css["list"]}>
          {all.map((one) => (
            <li key={one.id}>
              <Thread remark={one} />
              <IconButton small icon={MessageSquare} label={t("table.comments.go")} onPress={() => go(one)} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const blank: Card = { id: "", kind: "note", work: undefined, x: 0, y: 0, w: 40, h: 40, z: 0, text: "", url: "", title: "", group: undefined, bin: undefined, by: "", made: "", told: undefined };
