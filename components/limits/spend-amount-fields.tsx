"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { startHere } from "@/components/ui/controls/start-here";
import { useMoney } from "@/components/ui/display/money";
import { countDecimals } from "@/lib/core/money/money";
import type { LimitsOfOrganization } from "@/lib/directory/limits/schema";
import type { SpendDraft, SpendEdit } from "./spend-draft";
import { useSpendNames } from "./use-limit-names";

type Props = {
  spend: LimitsOfOrganization["spend"];
  draft: SpendDraft;
  edit: SpendEdit;
  isNew: boolean;
  /** Whether the dialog starts here, because what the limit is of is settled. */
  hasFocus: boolean;
  onChange: (draft: SpendDraft) => void;
};

export function SpendAmountFields({ spend, draft, edit, isNew, hasFocus, onChange }: Props) {
  const t = useTranslations("limits.spend");
  const { toSubjectName } = useSpendNames();
  const { present, spentCents, currency } = edit;
  const money = useMoney(currency);
  const decimals = countDecimals(currency);
  return (
    <>
      {draft.scope === "user" && (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={draft.isUnlimited}
            onChange={({ target }) => onChange({ ...draft, isUnlimited: target.checked })}
          />
          {t("noLimit")}
        </label>
      )}
      {!draft.isUnlimited && (
        <Field
          label={spend.currency === null ? t("amountMinor") : t("amountIn", { currency })}
          hint={t(decimals === 0 ? "amountWhole" : "amountHint")}
        >
          {(control) => (
            <Input
              {...control}
              ref={hasFocus ? startHere : null}
              required
              inputMode="decimal"
              pattern={decimals === 0 ? "\\d{1,12}" : `\\d{1,12}([.]\\d{1,${decimals}})?`}
              title={t("amountFormat", { currency, decimals })}
              value={draft.amount}
              onChange={({ target }) => onChange({ ...draft, amount: target.value })}
              autoComplete="off"
            />
          )}
        </Field>
      )}
      <ul className="grid gap-1 text-ink-muted text-sm">
        {spentCents !== null && <li>{t("spentNow", { spent: money.format(spentCents) })}</li>}
        {present && isNew && (
          <li className="text-warn">
            {t("exists", {
              name: toSubjectName(present),
              amount: present.cents === null ? t("noCap") : money.format(present.cents),
            })}
          </li>
        )}
        {present && !isNew && (
          <li>
            {t("current")}: {present.cents === null ? t("noCap") : money.format(present.cents)}
          </li>
        )}
      </ul>
    </>
  );
}
