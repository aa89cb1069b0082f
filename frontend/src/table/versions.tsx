import { Eye, MoreHorizontal, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import * as Y from "yjs";
import { useDropVersion, useRenameVersion, useRestoreVersion, useTableVersions, useVersionBody } from "../api/queries";
import { whenDone } from "../api/later";
import type { TableVersion } from "../api/types";
import { isEnter } from "../app/keys";
import type { Action } from "../app/actions";
import { announce } from "../app/announce";
import { Button, Dialog, Field, IconButton, Menu, tellNote, Waiting } from "../app/pieces";
import { sayWhen } from "./comments";
import { openDocument, type TableState } from "./document";
import { useHere, useShown, useTableState } from "./session";
import { sinceThen } from "./version-changes";
import { standing, VersionPicture } from "./version-picture";
import css from "./versions.module.css";

type Asked = { readonly what: "look" | "rename" | "drop"; readonly version: TableVersion };

/** The named versions: each is looked at before it is brought back, and has its name changed, or is deleted. */
export function Versions() {
  const { t } = useTranslation();
  const session = useHere();
  const versions = useTableVersions(session.slug);
  const restoring = useRestoreVersion(session.slug);
  const [asked, setAsked] = useState<Asked>();
  if (versions.data === undefined) return <Waiting error={versions.error} again={() => void versions.refetch()} />;
  const close = (): void => setAsked(undefined);
  const restore = (version: TableVersion): void => {
    close();
    whenDone(restoring.mutateAsync(version.id), () => tellNote(t("table.versions.restored", { name: version.name })));
  };
  return (
    <>
      <p>{t("table.versions.help")}</p>
      <div>
        <Button weight="strong" onPress={() => session.board.question.set({ kind: "version" })}>
          {t("table.act.keepVersion")}
        </Button>
      </div>
      {versions.data.length === 0 ? (
        <p>{t("table.versions.none")}</p>
      ) : (
        <ul className={css["list"]}>
          {versions.data.map((version) => (
            <li key={version.id}>
              <span className={css["words"]}>
                {version.name}
                <small>{[sayWhen(version.at), version.by, t("table.versions.cards", { count: version.cards })].filter((part) => part !== "").join(" · ")}</small>
              </span>
              <span className={css["acts"]}>
                <Button small icon={Eye} onPress={() => setAsked({ what: "look", version })}>
                  {t("table.versions.look")}
                </Button>
                <Button small icon={RotateCcw} isDisabled={restoring.isPending} onPress={() => restore(version)}>
                  {t("table.versions.restore")}
                </Button>
                <More version={version} ask={(what) => setAsked({ what, version })} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {asked?.what === "look" && <Look version={asked.version} onClose={close} onRestore={() => restore(asked.version)} />}
      {asked?.what === "rename" && <Rename version={asked.version} onClose={close} />}
      {asked?.what === "drop" && <Drop version={asked.version} onClose={close} />}
    </>
  );
}

function More({ version, ask }: { version: TableVersion; ask: (what: "rename" | "drop") => void }) {
  const { t } = useTranslation();
  const actions: Action[] = [
    { id: "version.rename", label: "table.versions.rename", group: "table", icon: Pencil, run: () => ask("rename") },
    { id: "version.drop", label: "table.versions.drop", group: "table", icon: Trash2, run: () => ask("drop") },
  ];
  const label = t("table.versions.more", { name: version.name });
  return <Menu label={label} actions={actions} trigger={<IconButton small icon={MoreHorizontal} label={label} />} />;
}

/** A version as a picture, and what bringing it back would change of the table as it is. */
function Look({ version, onClose, onRestore }: { version: TableVersion; onClose: () => void; onRestore: () => void }) {
  const { t } = useTranslation();
  const session = useHere();
  const works = useShown();
  const now = useTableState(session);
  const body = useVersionBody(session.slug, version.id);
  const then = useMemo(() => (body.data === undefined ? undefined : readState(body.data)), [body.data]);
  const since = then === undefined ? undefined : sinceThen(then, now);
  return (
    <Dialog
      isOpen
      wide
      onClose={onClose}
      title={version.name}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.close")}</Button>
          <Button weight="strong" icon={RotateCcw} isDisabled={then === undefined} onPress={onRestore}>
            {t("table.versions.restore")}
          </Button>
        </>
      }
    >
      {then === undefined || since === undefined ? (
        <Waiting error={body.error} again={() => void body.refetch()} />
      ) : (
        <>
          <VersionPicture state={then} works={works} label={t("table.versions.picture", { count: standing(then).length })} />
          <ul className={css["since"]}>
            {since.gone > 0 && <li>{t("table.versions.gone", { count: since.gone })}</li>}
            {since.moved > 0 && <li>{t("table.versions.moved", { count: since.moved })}</li>}
            {since.come > 0 && <li>{t("table.versions.come", { count: since.come })}</li>}
            {since.gone + since.moved + since.come === 0 && <li>{t("table.versions.same")}</li>}
          </ul>
        </>
      )}
    </Dialog>
  );
}

/** The cards of a document that nobody edits. */
function readState(body: Uint8Array): TableState {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, body);
  const opened = openDocument(doc);
  const state = opened.read();
  opened.close();
  doc.destroy();
  return state;
}

function Rename({ version, onClose }: { version: TableVersion; onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const renaming = useRenameVersion(slug);
  const [name, setName] = useState(version.name);
  const set = (): void => {
    if (name.trim() === "") return;
    if (name.trim() !== version.name) whenDone(renaming.mutateAsync({ id: version.id, name: name.trim() }), () => announce(t("table.versions.renamed", { name: name.trim() })));
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("table.versions.rename")}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="strong" isDisabled={name.trim() === ""} onPress={set}>
            {t("table.versions.rename")}
          </Button>
        </>
      }
    >
      <Field label={t("table.versions.name")} autoFocus value={name} onChange={setName} maxLength={120} onKeyDown={(event) => (isEnter(event) ? set() : event.continuePropagation())} />
    </Dialog>
  );
}

function Drop({ version, onClose }: { version: TableVersion; onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const dropping = useDropVersion(slug);
  const drop = (): void => {
    whenDone(dropping.mutateAsync(version.id), () => tellNote(t("table.versions.dropped", { name: version.name })));
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("table.versions.dropAsk", { name: version.name })}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" icon={Trash2} onPress={drop}>
            {t("table.versions.drop")}
          </Button>
        </>
      }
    >
      <p>{t("table.versions.dropHelp")}</p>
    </Dialog>
  );
}
