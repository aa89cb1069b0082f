import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNameMe } from "../api/queries";
import { Button, Dialog, Field } from "./pieces";

/** Say who acts in this window: the name that the record and the credits will bear. */
export function Naming({ isOpen, onClose, now }: { isOpen: boolean; onClose: () => void; now: string }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("shell.me.title")} isOpen={isOpen} onClose={onClose}>
      <NameForm now={now} onDone={onClose} />
    </Dialog>
  );
}

function NameForm({ now, onDone }: { now: string; onDone: () => void }) {
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
      <p style={{ marginBlockStart: 16 }}>
        <Button type="submit" weight="strong" isDisabled={name.trim() === "" || change.isPending}>
          {t("shell.me.keep")}
        </Button>
      </p>
    </Form>
  );
}
