"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { DateText } from "@/components/ui/display/date-text";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { SecurityFact } from "@/lib/directory/workspaces/schema";

/** These can be changed only in the Console, so they are read-only. */
export function WorkspaceSecurity({ facts }: { facts: readonly SecurityFact[] }) {
  const t = useTranslations("workspaces.security");
  return (
    <section aria-labelledby="workspace-security" className="grid gap-4 card p-5">
      <div>
        <h2 id="workspace-security" className="text-lg">
          {t("title")}
        </h2>
        <p className="text-ink-muted">{t("text")}</p>
      </div>
      <dl className="grid gap-3">
        {facts.map((fact) => (
          <div key={fact.fact} className="grid gap-x-4 sm:grid-cols-[12rem_1fr]">
            <dt className="text-ink-muted">{t(`facts.${fact.fact}`)}</dt>
            <dd className="min-w-0">
              <Value {...fact} />
              {fact.changedAt && (
                <span className="block text-ink-muted text-sm">
                  {t.rich("changed", { date: () => <DateText at={fact.changedAt} show="minute" /> })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ fact, value, isReported }: SecurityFact) {
  const t = useTranslations("workspaces.security");
  if (!isReported) return <UnknownValue reason={t("notReported")} />;
  if (value === null) return t(`none.${fact}`);
  return fact === "inferenceDataRetention" ? (
    <code className="break-words font-mono text-sm">{value}</code>
  ) : (
    <span className="flex min-w-0 items-center gap-1.5">
      <VendorText className="truncate font-mono text-sm">{value}</VendorText>
      <CopyButton value={value} label={t(`facts.${fact}`)} />
    </span>
  );
}
