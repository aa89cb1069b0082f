import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNameMe } from "../api/queries";
import { Button, Dialog, Field } from "./pieces";

export interface NamingProps {
  isOpen: boolean;
  onClose: () => void;
  now: string;
  /** Asked before something that goes on with a name or without. */
  onGo?: () => void;
}

/** Say who acts in this window: the name that the record and the credits will bear. */
export function Naming({ isOpen, onClose, now, onGo }: NamingProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("shell.me.title")} isOpen={isOpen} onClose={onClose}>
      <NameForm now={now} onDone={onGo ?? onClose} {...(onGo === undefined ? {} : { onSkip: onGo })} />
    </Dialog>
  );
}

function NameForm({ now, onDone, onSkip }: { now: string; onDone: () => void; onSkip?: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(now);
  const change = useNameMe();
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") change.mutate({ name: name.trim() }, { onSuccess: onDone });
      }}
    >
      <Field label={t("shell.me.name")} help={t("shell.me.help")} value={name} onChange={setName} autoFocus maxLength={120} autoComplete="name" />
      <p style={{ display: "flex", flexWrap: "wrap", gap: 10, marginBlockStart: 16 }}>
        <Button type="submit" weight="strong" isDisabled={name.trim() === "" || change.isPending}>
          {t(onSkip === undefined ? "shell.me.keep" : "shell.me.go")}
        </Button>
        {onSkip !== undefined && (
          <Button weight="quiet" onPress={onSkip}>
            {t("shell.me.skip")}
          </Button>
        )}
      </p>
    </Form>
  );
}
