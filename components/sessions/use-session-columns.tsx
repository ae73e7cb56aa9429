"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { SignInMethod } from "@/components/shell/sign-in-method";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { SessionRow } from "@/lib/account/sessions/schema";

type Options = {
  hasPeople: boolean;
  /** The buttons of a row; undefined for a read-only list. */
  toActions: ((row: SessionRow) => ReactNode) | undefined;
};

export function useSessionColumns({ hasPeople, toActions }: Options): Column<SessionRow>[] {
  const t = useTranslations("sessions");
  return useMemo(
    () => [
      ...(hasPeople
        ? [{ id: "person", header: t("person"), cell: (row: SessionRow) => <Person of={row} /> }]
        : []),
      {
        id: "browser",
        header: t("browser"),
        width: hasPeople ? 165 : 240,
        cell: (row) => (hasPeople ? <BrowserName of={row} /> : <OwnBrowser of={row} />),
      },
      {
        id: "method",
        header: t("method"),
        width: 105,
        cell: ({ method }) => <SignInMethod method={method} />,
      },
      {
        id: "address",
        header: t("address"),
        width: 156,
        cell: ({ address }) => <VendorText className="font-mono text-xs">{address}</VendorText>,
      },
      {
        id: "startedAt",
        header: t("startedAt"),
        width: 135,
        cell: ({ startedAt }) => <DateText at={startedAt} />,
      },
      {
        id: "seenAt",
        header: t("seenAt"),
        width: 135,
        card: "value",
        cell: ({ seenAt }) => <DateText at={seenAt} />,
      },
      ...(toActions
        ? [
            {
              id: "actions",
              header: t("actions"),
              isHeaderHidden: true,
              width: hasPeople ? 58 : 160,
              cell: toActions,
            },
          ]
        : []),
    ],
    [t, hasPeople, toActions],
  );
}

function Person({ of: { email, isOwn } }: { of: SessionRow }) {
  const t = useTranslations("sessions");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <VendorText className="truncate font-medium">{email ?? t("methods.link")}</VendorText>
      {isOwn && <Badge tone="accent">{t("thisBrowser")}</Badge>}
    </span>
  );
}

function BrowserName({ of: { browser, system } }: { of: SessionRow }) {
  const t = useTranslations("sessions");
  const name = browser && system ? t("onSystem", { browser, system }) : browser;
  return <VendorText className="truncate">{name ?? t("unknownBrowser")}</VendorText>;
}

/** On a card, which one it is stands below its name, which a badge would cut off. */
function OwnBrowser({ of: row }: { of: SessionRow }) {
  const t = useTranslations("sessions");
  return (
    <CardLines detail={row.isOwn && t("thisBrowser")}>
      <BrowserName of={row} />
      {row.isOwn && (
        <span className="max-md:hidden">
          <Badge tone="accent">{t("thisBrowser")}</Badge>
        </span>
      )}
    </CardLines>
  );
}
