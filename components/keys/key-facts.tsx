"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyableId } from "@/components/ui/copyable-id";
import { DateText } from "@/components/ui/date-text";
import { NumberText } from "@/components/ui/number-text";
import { VendorText } from "@/components/ui/vendor-text";
import type { KeyRow } from "@/lib/keys/schema";
import { KeyLastUse, KeyMaker, KeyPlace, KeyPrincipal } from "./key-cells";
import { KeyStatusBadge } from "./key-status";

export function KeyFacts({ row }: { row: KeyRow }) {
  const t = useTranslations("keys");
  return (
    <section aria-label={t("facts")} className="grid gap-3">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 rounded-lg border bg-surface p-4 sm:grid-cols-3 lg:grid-cols-5">
        <Fact name={t("status")}>
          <KeyStatusBadge status={row.status} />
        </Fact>
        <Fact name={t("place")}>
          <KeyPlace row={row} />
        </Fact>
        <Fact name={t("used")}>
          <KeyLastUse row={row} />
        </Fact>
        <Fact name={t("tokens")}>
          <NumberText value={row.tokens30d} />
        </Fact>
        <Fact name={t("expires")}>
          <DateText at={row.expiresAt} show="day" />
        </Fact>
        <Fact name={t("created")}>
          <DateText at={row.createdAt} show="day" />
        </Fact>
        <Fact name={t("maker")}>
          <KeyMaker row={row} />
        </Fact>
        <Fact name={t("principal")}>
          <KeyPrincipal row={row} />
        </Fact>
        <Fact name={t("hint")}>
          <VendorText className="font-mono text-xs">{row.hint ?? "–"}</VendorText>
        </Fact>
      </dl>
      <CopyableId value={row.id} label={t("id")} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-muted text-sm">{name}</dt>
      <dd className="mt-0.5 min-w-0">{children}</dd>
    </div>
  );
}
