"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { PasskeyRow } from "@/lib/account/passkeys/schema";
import { linkEmail } from "@/lib/core/auth/vocabulary";

type Options = {
  hasPeople: boolean;
  /** The menu of a row; undefined for a read-only list. */
  toActions: ((row: PasskeyRow) => ReactNode) | undefined;
};

export function usePasskeyColumns({ hasPeople, toActions }: Options): Column<PasskeyRow>[] {
  const t = useTranslations("passkeys");
  return useMemo(
    () => [
      ...(hasPeople
        ? [{ id: "person", header: t("person"), cell: (row: PasskeyRow) => <Person of={row} /> }]
        : []),
      { id: "name", header: t("name"), cell: (row) => <Name of={row} /> },
      {
        id: "createdAt",
        header: t("added"),
        width: 130,
        cell: ({ createdAt }) => <DateText at={createdAt} show="day" />,
      },
      {
        id: "lastUsedAt",
        header: t("used"),
        width: 160,
        card: "value",
        cell: ({ lastUsedAt }) =>
          lastUsedAt ? <DateText at={lastUsedAt} /> : <span className="text-ink-muted">{t("never")}</span>,
      },
      ...(toActions
        ? [{ id: "actions", header: t("actions"), isHeaderHidden: true, width: 56, cell: toActions }]
        : []),
    ],
    [t, hasPeople, toActions],
  );
}

function Person({ of: { email, name } }: { of: PasskeyRow }) {
  const t = useTranslations("sessions.methods");
  return (
    <CardLines detail={<VendorText>{name}</VendorText>}>
      <VendorText className="truncate font-medium">{email === linkEmail ? t("link") : email}</VendorText>
    </CardLines>
  );
}

/** A passkey created under another host name can't be used here. */
function Name({ of: { name, host, isHere } }: { of: PasskeyRow }) {
  const t = useTranslations("passkeys");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <VendorText className="truncate font-medium">{name}</VendorText>
      {!isHere && <Badge tone="warn">{t("elsewhere", { host })}</Badge>}
    </span>
  );
}
