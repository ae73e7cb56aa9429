"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { NotReadYet, useIsRead } from "@/components/shell/read-history";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { Badge } from "@/components/ui/display/badge";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ServiceAccountRow } from "@/lib/directory/service-accounts/schema";

const maxNamed = 3;

export function useServiceAccountColumns(isEstimate: boolean): Column<ServiceAccountRow>[] {
  const t = useTranslations("serviceAccounts");
  return useMemo(
    () => [
      { id: "name", header: t("name"), cell: (row) => <Name row={row} /> },
      {
        id: "workspaces",
        header: t("workspaces"),
        cell: ({ workspaces }) => (
          <Names
            items={workspaces.map(({ id, name }) => ({
              id,
              href: `/workspaces/${encodeURIComponent(id)}`,
              name: name ?? id,
            }))}
          />
        ),
      },
      {
        id: "keys",
        header: t("keys"),
        cell: ({ keys }) => (
          <Names
            items={keys.map(({ id, name }) => ({ id, href: `/keys/${encodeURIComponent(id)}`, name }))}
          />
        ),
      },
      {
        id: "cost",
        header: t("cost"),
        headerNote: <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />,
        isNumeric: true,
        width: 170,
        card: "value",
        cell: ({ costs }) => <Costs costs={costs} />,
      },
    ],
    [t, isEstimate],
  );
}

function Name({ row: { id, name, description, archivedAt } }: { row: ServiceAccountRow }) {
  const t = useTranslations("serviceAccounts");
  return (
    <span className="grid min-w-0 py-1" title={description ?? undefined}>
      {name !== null && (
        <span className="flex min-w-0 items-center gap-2">
          <VendorText className="truncate font-medium">{name}</VendorText>
          {archivedAt && <Badge>{t("archived")}</Badge>}
        </span>
      )}
      <CopyableId value={id} label={t("id")} />
    </span>
  );
}

type Item = { id: string; href: string; name: string };

function Names({ items }: { items: readonly Item[] }): ReactNode {
  const t = useTranslations("serviceAccounts");
  if (items.length === 0) return <span className="text-ink-muted">{t("none")}</span>;
  const shown = items.slice(0, maxNamed);
  return (
    <span className="flex flex-wrap gap-x-2" title={items.map(({ name }) => name).join(", ")}>
      {shown.map(({ id, href, name }) => (
        // Sound: the type of a route with a parameter is generic, and a link takes only plain ones.
        <Link key={id} href={href as Route} className="truncate hover:underline">
          <VendorText>{name}</VendorText>
        </Link>
      ))}
      {items.length > shown.length && (
        <span className="text-ink-muted">{t("more", { count: items.length - shown.length })}</span>
      )}
    </span>
  );
}

function Costs({ costs }: Pick<ServiceAccountRow, "costs">) {
  const isRead = useIsRead();
  if (costs === null) return isRead ? <span className="text-ink-faint">–</span> : <NotReadYet />;
  return (
    <span className="grid">
      {costs.map(({ currency, cents }) => (
        <Amount key={currency} cents={cents} currency={currency} />
      ))}
    </span>
  );
}
