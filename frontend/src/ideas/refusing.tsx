import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Dialog, Field } from "../app/pieces";
import css from "./ideas.module.css";

export interface RefusingProps {
  /** What is refused, in its own words. */
  subject: string;
  isOpen: boolean;
  onClose: () => void;
  onRefuse: (because: string) => void;
}

/** Why, in one line: it steers what comes next. Reasons that are often given are a press away; none is required. */
export function Refusing({ subject, isOpen, onClose, onRefuse }: RefusingProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("ideas.refusing.title")} isOpen={isOpen} onClose={onClose}>
      <p className={css["subject"]}>{subject}</p>
      <Reason onRefuse={onRefuse} />
    </Dialog>
  );
}

function Reason({ onRefuse }: { onRefuse: (because: string) => void }) {
  const { t } = useTranslation();
  const [because, setBecause] = useState("");
  return (
    <Form
      className={css["reasoning"] ?? ""}
      onSubmit={(event) => {
        event.preventDefault();
        onRefuse(because.trim());
      }}
    >
      <Field label={t("ideas.refusing.because")} help={t("ideas.refusing.help")} value={because} onChange={setBecause} autoFocus maxLength={2000} />
      <div className={css["reasons"]}>
        {t("ideas.refusing.often")
          .split(" | ")
          .map((reason) => (
            <Button key={reason} small onPress={() => onRefuse(reason)}>
              {reason}
            </Button>
          ))}
      </div>
      <div>
        <Button type="submit" weight="strong">
          {t("ideas.refuse")}
        </Button>
      </div>
    </Form>
  );
}
