"use client";

import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ExportLinks } from "@/components/ui/export-links";
import type { UsageDays } from "@/lib/keys/schema";
import { type KeySearch, toKeyQueryString } from "@/lib/keys/search-params";
import { ConsoleLink } from "./console-link";
import { UsageNote } from "./key-notes";

type Props = { search: KeySearch; total: number; usage: UsageDays | undefined };

/** Exports take the filter and the order of the list, and all of its pages. */
export function KeysHeader({ search, total, usage }: Props) {
  const t = useTranslations("keys");
  const query = toKeyQueryString({ ...search, page: null });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("total", { count: total })}
        actions={
          <>
            <ExportLinks noun="keys" query={query} />
            <ConsoleLink />
          </>
        }
      />
      <p className="-mt-3 max-w-5xl text-ink-muted text-sm">
        {t("console")} {usage !== undefined && <UsageNote usage={usage} />}
      </p>
    </>
  );
}
