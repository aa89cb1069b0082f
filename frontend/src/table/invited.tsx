import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDismiss, useInvitations, useInvite } from "../api/queries";
import type { Invitation, Moment, Partner } from "../api/types";
import { Field, tellError, Tick } from "../app/pieces";
import css from "./partners.module.css";

/** When a partner proposes by itself: each tick is an act on the record, and none is off. */
export function Invited({ slug, partner }: { slug: string; partner: Partner }) {
  const { t } = useTranslation();
  const stands = useInvitations(slug).data?.find((one) => one.partner === partner.id);
  // A new invitation is another form: what somebody else set is shown at once.
  return <Moments key={`${partner.id} ${stands?.act ?? ""}`} slug={slug} partner={partner} stands={stands} label={t("partners.invite")} />;
}

function Moments({ slug, partner, stands, label }: { slug: string; partner: Partner; stands: Invitation | undefined; label: string }) {
  const { t } = useTranslation();
  const invite = useInvite(slug);
  const dismiss = useDismiss(slug);
  const [say, setSay] = useState(stands?.say ?? "");
  const [held, setHeld] = useState<readonly Moment[]>(stands?.moments ?? []);
  const isBusy = invite.isPending || dismiss.isPending;
  const put = (moments: readonly Moment[], words: string): void => {
    setHeld(moments);
    const undone = (error: Error): void => {
      setHeld(stands?.moments ?? []);
      tellError(error);
    };
    if (moments.length > 0) invite.mutate({ partner: partner.id, moments: [...moments], say: words.trim(), count: stands?.count ?? 4 }, { onError: undone });
    else if (stands !== undefined) dismiss.mutate(partner.id, { onError: undone });
  };
  return (
    <fieldset className={css["moments"]} aria-busy={isBusy || undefined}>
      <legend>{label}</legend>
      {partner.moments.map((moment) => (
        <Tick key={moment} isSelected={held.includes(moment)} onChange={(on) => !isBusy && put(on ? [...held, moment] : held.filter((one) => one !== moment), say)}>
          {t(`partners.moments.${moment}`)}
        </Tick>
      ))}
      {held.length > 0 && <Field label={t("partners.mind")} value={say} onChange={setSay} maxLength={500} onBlur={() => stands !== undefined && say.trim() !== stands.say && put(held, say)} />}
      <p>{stands === undefined ? t("partners.uninvited") : t("partners.invitedBy", { name: stands.by?.name ?? t("partners.somebody"), act: stands.act })}</p>
    </fieldset>
  );
}
