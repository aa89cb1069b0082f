import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import css from "./pieces.module.css";

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** From the side, as wide as a column, instead of in the middle. */
  side?: boolean;
  wide?: boolean;
  children: ReactNode;
  /** Buttons, at the foot. */
  foot?: ReactNode;
}

/** A dialog over the page: it takes the focus and gives it back, Escape closes it. */
export function Dialog({ title, isOpen, onClose, side = false, wide = false, children, foot }: DialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable className={css["veil"] ?? ""}>
      <Modal className={`${css["modal"]} ${side ? css["side"] : ""} ${wide ? css["wide"] : ""}`}>
        <AriaDialog className={css["dialog"] ?? ""}>
          <header>
            <Heading slot="title">{title}</Heading>
            <AriaButton slot="close" aria-label={t("shell.close")} className={css["iconButton"] ?? ""}>
              <X aria-hidden size={20} />
            </AriaButton>
          </header>
          <div className={css["dialogBody"]}>{children}</div>
          {foot !== undefined && <footer>{foot}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
