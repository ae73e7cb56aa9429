"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { ListedKeyName } from "@/components/directory/key-cells";
import { KeyStatusBadge } from "@/components/directory/key-status-badge";
import { useKeyWorkspaceName } from "@/components/directory/use-key-workspace-name";
import { EmptyState } from "@/components/shell/empty-state";
import { NotReadYet, useIsRead } from "@/components/shell/read-history";
import { Link } from "@/components/ui/controls/link";
import { DayText } from "@/components/ui/display/day-text";
import { useMoney } from "@/components/ui/display/money";
import { NumberText } from "@/components/ui/display/number-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { MemberKey } from "@/lib/directory/members/schema";

export function PersonKeys({ keys }: { keys: readonly MemberKey[] }) {
  const t = useTranslations("members.person");
  return (
    <Table
      label={t("keys")}
      columns={useKeyColumns(keys.some(({ isEstimate }) => isEstimate))}
      lines={2}
      rows={toRows(keys, ({ id }) => id)}
      empty={<EmptyState icon={<KeyRound />} title={t("noKeysTitle")} text={t("noKeysText")} />}
    />
  );
}

function useKeyColumns(isEstimate: boolean): Column<MemberKey>[] {
  const t = useTranslations("members");
  const toName = useKeyWorkspaceName();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("person.key"),
        minWidth: 170,
        cell: (key) => (
          <TwoLines detail={<Relation of={key} />}>
            <KeyLink of={key} />
          </TwoLines>
        ),
      },
      {
        id: "status",
        header: t("person.status"),
        width: 104,
        card: "note",
        cell: ({ status }) => <KeyStatusBadge status={status} />,
      },
      {
        id: "workspace",
        header: t("person.reaches"),
        width: 126,
        cell: ({ workspaceName, scope }) => (
          <VendorText>{workspaceName ?? toName({ value: scope, name: null, isDefault: false })}</VendorText>
        ),
      },
      { id: "used", header: t("person.used"), width: 126, cell: (key) => <LastUse of={key} /> },
      {
        id: "cost",
        header: t("spend"),
        headerNote: <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />,
        width: 148,
        isNumeric: true,
        card: "value",
        cell: (key) => (
          <span className="grid justify-items-end">
            <KeyCost of={key} />
            <span className="text-ink-muted text-xs">
              <Tokens of={key} />
            </span>
          </span>
        ),
      },
    ],
    [t, toName, isEstimate],
  );
}

function KeyLink({ of: { id, name } }: { of: MemberKey }) {
  return (
    <Link href={`/keys/${encodeURIComponent(id)}`} className="min-w-0 truncate font-medium hover:underline">
      <ListedKeyName of={{ id, name }} />
    </Link>
  );
}

function Relation({ of: { isMaker, isPrincipal, isOwner, kind } }: { of: MemberKey }) {
  const t = useTranslations("members.person.relations");
  if (isOwner && !isMaker) return t("owner");
  const isTheirs = isPrincipal && (kind === "personal" || kind === "claude_code");
  if (isMaker && isTheirs) return t("both");
  return t(isTheirs ? "principal" : "maker");
}

function LastUse({ of: { lastUsedOn } }: { of: MemberKey }) {
  const t = useTranslations("members.impact");
  const isRead = useIsRead();
  if (lastUsedOn === null && !isRead) return <NotReadYet />;
  if (lastUsedOn === null) return <span className="text-ink-muted">{t("neverUsed")}</span>;
  return <DayText day={lastUsedOn} />;
}

function Tokens({ of: { tokens30d } }: { of: MemberKey }) {
  return useTranslations("members.person").rich("tokens", { count: () => <NumberText value={tokens30d} /> });
}

function KeyCost({ of: { cents30d, otherCents30d } }: { of: MemberKey }) {
  const t = useTranslations("members.person");
  const money = useMoney();
  if (cents30d === null) return <UnknownValue reason={t("costUnknown")} />;
  return money.formatAll(cents30d, otherCents30d);
}
