"use client";

import { useLocale, useTranslations } from "next-intl";
import { PastDateLink } from "@/components/directory/past-date-link";
import { ExportMenu } from "@/components/shell/export-menu";
import { PageHeader } from "@/components/shell/page-header";
import { useMoney } from "@/components/ui/display/money";
import { formatCount } from "@/lib/core/format/format";
import type { KeysPage, UsageDays } from "@/lib/directory/keys/schema";
import { type KeySearch, toKeyQueryString } from "@/lib/directory/keys/search-params";
import { ConsoleLink } from "./console-link";
import { UsageNote } from "./key-notes";

type Props = {
  search: KeySearch;
  total: number;
  usage: UsageDays | undefined;
  merged: KeysPage["merged"];
};

export function KeysHeader({ search, total, usage, merged }: Props) {
  const t = useTranslations("keys");
  const query = toKeyQueryString({ ...search, page: null });
  return (
    <>
      <PageHeader
        title={t("title")}
        count={t("total", { count: total })}
        about={
          <>
            {t("console")} {usage !== undefined && <UsageNote usage={usage} />}
          </>
        }
        actions={
          <>
            <PastDateLink noun="keys" />
            <ExportMenu noun="keys" query={query} schedule="keys" />
            <ConsoleLink />
          </>
        }
      />
      {merged && <MergedKeys merged={merged} />}
    </>
  );
}

function MergedKeys({ merged }: { merged: NonNullable<KeysPage["merged"]> }) {
  const t = useTranslations("keys.merged");
  const locale = useLocale();
  const money = useMoney();
  const { count, tokens30d, cents30d, otherCents30d } = merged;
  return (
    <p role="note" className="max-w-5xl rounded-md border px-3 py-2 text-sm">
      <strong className="font-medium">{t("name", { count })}</strong>{" "}
      {tokens30d !== null && <span>{t("tokens", { tokens: formatCount(tokens30d, locale) })} </span>}
      {cents30d !== null && <span>{t("cost", { cost: money.formatAll(cents30d, otherCents30d) })} </span>}
      <span className="text-ink-muted">{t("why")}</span>
    </p>
  );
}
