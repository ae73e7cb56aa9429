import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { toButtonClass } from "@/components/ui/controls/button";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { Badge } from "@/components/ui/display/badge";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import type { StatementPage } from "@/lib/money/statements/schema";

/** What shows that nothing was changed since the month was closed. */
export function Evidence({ statement: { content, hash, isIntact } }: { statement: StatementPage }) {
  const t = useTranslations("statements");
  return (
    <Section
      title={t("evidence")}
      text={t("evidenceText")}
      actions={
        <a
          className={toButtonClass()}
          href={`/api/statements/content?number=${content.number}`}
          download={`castellan-statement-${formatNumber(content.number)}.json`}
        >
          <Download aria-hidden className="size-4" />
          {t("contentFile")}
        </a>
      }
    >
      <div className="card flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
        <Badge tone={isIntact ? "good" : "danger"}>{t(isIntact ? "matches" : "differs")}</Badge>
        <span className="text-ink-muted">SHA-256</span>
        <code className="min-w-0 break-all font-mono text-xs">{hash}</code>
        <CopyButton value={hash} label="SHA-256" />
      </div>
    </Section>
  );
}
