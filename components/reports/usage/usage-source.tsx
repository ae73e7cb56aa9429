"use client";

import { useTranslations } from "next-intl";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { DateText } from "@/components/ui/display/date-text";
import { refusalCodes } from "@/lib/directory/capabilities/vocabulary";
import type { UsageReport } from "@/lib/money/reports/schema";
import { type UsageSource as Source, usageSources } from "@/lib/money/reports/vocabulary";

type Props = { source: Source; onSource: (source: Source) => void };

/** The two sources overlap, so they are never added up. */
export function UsageSource({ source, onSource }: Props) {
  const t = useTranslations("usage");
  return (
    // On a phone, without its label there is room beside it.
    <span className="contents max-sm:*:*:first:hidden">
      <ChipSelect
        label={t("source")}
        options={usageSources.map((value) => ({ value, label: t(`sources.${value}`) }))}
        value={source}
        onChange={onSource}
      />
    </span>
  );
}

export function SourceNotes({ report }: { report: UsageReport }) {
  const t = useTranslations("usage");
  const tClaudeCode = useTranslations("claudeCode");
  const { completeUntil, areRequestsPartial, requests, tokens, isMasked } = report;
  const isOfAnalytics = report.source === "analytics";
  return (
    <div className="grid gap-1 text-ink-muted text-sm empty:hidden">
      {isOfAnalytics && <p role="note">{t("analytics")}</p>}
      {report.source === "accounts" && <Refused code={report.refusal} />}
      {completeUntil !== null && (
        <p role="note">
          {t.rich("completeUntil", { time: () => <DateText at={completeUntil} show="minute" /> })}
        </p>
      )}
      {isMasked && <p role="note">{tClaudeCode("masked")}</p>}
      {areRequestsPartial && <p role="note">{t("requestsPartial")}</p>}
      {isOfAnalytics && requests === null && tokens !== "0" && <p role="note">{t("noRequests")}</p>}
    </div>
  );
}

function Refused({ code }: { code: string | null }) {
  const t = useTranslations("usage");
  const tCapabilities = useTranslations("capabilities");
  const known = refusalCodes.find((one) => one === code);
  return (
    <p role="note">{t("accounts", { why: known ? tCapabilities(`reasons.${known}`) : (code ?? "") })}</p>
  );
}
