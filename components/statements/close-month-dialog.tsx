"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Select } from "@/components/ui/controls/select";
import { Dialog } from "@/components/ui/overlay/dialog";
import { chargebackRules } from "@/lib/core/settings/vocabulary";
import { draftQuery } from "@/lib/money/statements/queries";
import type { Draft } from "@/lib/money/statements/schema";
import type { DraftSearch } from "@/lib/money/statements/search-params";
import { DraftSummary } from "./draft-summary";
import { useCloseMonth } from "./use-statement-mutations";
import { useStatementNames } from "./use-statement-names";

/** `first`: the month that is chosen already. */
type Props = { months: readonly string[]; first: string | null; onClose: () => void };
const nothing: DraftSearch = { month: null, currency: null, tag: null, rule: null, center: null };

export function CloseMonthDialog({ months, first, onClose }: Props) {
  const t = useTranslations("statements");
  const ui = useTranslations("ui");
  const { toMonth } = useStatementNames();
  const [search, setSearch] = useState<DraftSearch>({ ...nothing, month: first });
  const { data, error, isPlaceholderData } = useQuery(draftQuery(search));
  const closing = useCloseMonth(onClose);
  const failure = closing.error ?? error;
  const isReady = data !== undefined && !isPlaceholderData && data.obstacles.length === 0;
  return (
    <Dialog
      title={t("closeTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button
            variant="primary"
            disabled={!isReady}
            isPending={closing.isPending}
            onClick={() =>
              data && closing.mutate({ ...data.terms, month: data.month, currency: data.currency })
            }
          >
            {data ? t("closeOf", { month: toMonth(data.month) }) : t("close")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-ink-muted text-sm">{t("closeText")}</p>
        {data && (
          <TermFields
            draft={data}
            months={months}
            onChange={(change) => setSearch({ ...search, ...change })}
          />
        )}
        {data && <DraftSummary draft={data} isBusy={isPlaceholderData} />}
        {failure && <FailureNote failure={toFailure(failure)} />}
      </div>
    </Dialog>
  );
}

type TermProps = {
  draft: Draft;
  months: readonly string[];
  onChange: (change: Partial<DraftSearch>) => void;
};

function TermFields({ draft, months, onChange }: TermProps) {
  const t = useTranslations("statements");
  const chargeback = useTranslations("spend.chargeback");
  const { toMonth } = useStatementNames();
  const { month, currency, currencies, terms, tags, centers } = draft;
  const shown = months.includes(month) ? months : [month, ...months];
  const choose = { value: "", label: chargeback("chooseCenter"), isDisabled: true };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Choice
        label={t("month")}
        value={month}
        options={shown.map((value) => ({ value, label: toMonth(value) }))}
        onChange={(value) => onChange({ month: value, currency: null })}
      />
      {currencies.length > 1 && (
        <Choice
          label={t("currency")}
          value={currency}
          options={toOptions(currencies)}
          onChange={(value) => onChange({ currency: value })}
        />
      )}
      {tags.length > 0 && (
        <Choice
          label={chargeback("tag")}
          value={terms.tag ?? ""}
          options={toOptions(withChosen(terms.tag, tags))}
          onChange={(value) => onChange({ tag: value, center: null })}
        />
      )}
      <Choice
        label={chargeback("rule")}
        value={terms.rule}
        options={chargebackRules.map((value) => ({ value, label: chargeback(`rules.${value}`) }))}
        onChange={(value) => onChange({ rule: chargebackRules.find((rule) => rule === value) ?? null })}
      />
      {terms.rule === "center" && (
        <Choice
          label={chargeback("center")}
          value={terms.center ?? ""}
          options={[choose, ...toOptions(withChosen(terms.center, centers))]}
          onChange={(value) => onChange({ center: value })}
        />
      )}
    </div>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: { value: string; label: string; isDisabled?: boolean }[];
  onChange: (value: string) => void;
};

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          options={options}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function toOptions(values: readonly string[]) {
  return values.map((value) => ({ value, label: value }));
}

function withChosen(chosen: string | null, values: readonly string[]): readonly string[] {
  return chosen === null || values.includes(chosen) ? values : [chosen, ...values];
}
