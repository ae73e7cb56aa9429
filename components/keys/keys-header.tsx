"use client";

import { Download, ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/shell/page-header";
import { toButtonClass } from "@/components/ui/button";
import type { UsageDays } from "@/lib/keys/schema";
import { type KeySearch, toKeyQueryString } from "@/lib/keys/search-params";
import { consoleKeysUrl } from "@/lib/keys/vocabulary";
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
            <ExportLink href={`/api/export/keys.csv${query}`} label={t("exportCsv")} />
            <ExportLink href={`/api/export/keys.xlsx${query}`} label={t("exportXlsx")} />
            <a className={toButtonClass()} href={consoleKeysUrl} target="_blank" rel="noreferrer">
              {t("createInConsole")}
              <ExternalLink aria-hidden className="size-4" />
            </a>
          </>
        }
      />
      <p className="-mt-3 max-w-5xl text-ink-muted text-sm">
        {t("console")} {usage !== undefined && <UsageNote usage={usage} />}
      </p>
    </>
  );
}

function ExportLink({ href, label }: { href: string; label: string }) {
  return (
    <a className={toButtonClass("ghost")} href={href} download>
      <Download aria-hidden className="size-4" />
      {label}
    </a>
  );
}
