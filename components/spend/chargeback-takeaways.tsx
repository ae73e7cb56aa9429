"use client";

import { useTranslations } from "next-intl";
import { ExportMenu } from "@/components/shell/export-menu";
import { useToastMutation } from "@/components/shell/use-operation";
import { usePaper } from "@/components/shell/use-paper";
import { Button } from "@/components/ui/controls/button";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { changeSettings } from "@/lib/core/settings/actions";
import type { Chargeback } from "@/lib/money/spend/schema";

/** Files use the page's terms, including those that come from the settings instead of the URL. */
export function ChargebackTakeaways({ statement, canKeep }: { statement: Chargeback; canKeep: boolean }) {
  const { month, tag, rule, center, currency, totals } = statement;
  const keeping = useSaveChargebackDefaults();
  const t = useTranslations("spend.chargeback");
  const terms = Object.entries({
    month,
    tag,
    rule,
    center,
    currency: totals.length > 0 ? currency : null,
  }).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const search = new URLSearchParams(terms);
  const paper = usePaper();
  if (statement.lacksCenter) return <WithoutCenter canKeep={canKeep} />;
  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      {canKeep && (
        <Button isPending={keeping.isPending} onClick={() => keeping.mutate(statement)}>
          {t("keep")}
        </Button>
      )}
      <ExportMenu noun="chargeback/statement" query={`?${search}`} schedule="statement" paper={paper} />
    </span>
  );
}

/** A statement that lacks a choice would be wrong wherever it goes. */
function WithoutCenter({ canKeep }: { canKeep: boolean }) {
  const t = useTranslations();
  const reason = t("reasons.rule_without_center");
  const names = [...(canKeep ? (["spend.chargeback.keep"] as const) : []), "ui.export"] as const;
  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      {names.map((name) => (
        <DisabledControl key={name} as="button" label={t(name)} value={t(name)} reason={reason} />
      ))}
    </span>
  );
}

function useSaveChargebackDefaults() {
  const t = useTranslations("spend.chargeback");
  return useToastMutation({
    run: (send, { tag, rule, center }: Chargeback) =>
      send(changeSettings, { chargeback: { tagKey: tag, rule, center } }),
    toText: () => t("keptToast"),
    refreshes: ["settings", "spend", "audit"],
  });
}
