"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Mark } from "@/components/charts/mark";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { FindingMark } from "@/components/directory/finding-mark";
import { Link } from "@/components/ui/controls/link";
import { Badge } from "@/components/ui/display/badge";
import { CountLink } from "@/components/ui/display/count-link";
import { DateText } from "@/components/ui/display/date-text";
import { useMoney } from "@/components/ui/display/money";
import { CardLines } from "@/components/ui/display/two-lines";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { WorkspaceRow } from "@/lib/directory/workspaces/schema";

const shownTags = 2;

export function useWorkspaceColumns(windowDays: number): Column<WorkspaceRow>[] {
  const t = useTranslations("workspaces");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        isSortable: true,
        cell: (workspace) => <WorkspaceName workspace={workspace} />,
      },
      {
        id: "members",
        header: t("members"),
        isSortable: true,
        isNumeric: true,
        width: 110,
        cell: ({ id, memberCount }) =>
          memberCount === null ? "–" : <CountLink href={toPage(id)} count={memberCount} />,
      },
      {
        id: "keys",
        header: t("keys"),
        isSortable: true,
        isNumeric: true,
        width: 140,
        cell: ({ id, activeKeyCount }) => (
          <CountLink href={`${toPage(id)}?tab=keys`} count={activeKeyCount} />
        ),
      },
      {
        id: "spend",
        header: t("spend", { days: windowDays }),
        headerNote: <AmountKindBadge of="billed" />,
        isSortable: true,
        isNumeric: true,
        width: 150,
        card: "value",
        cell: (workspace) => <WorkspaceCost {...workspace} />,
      },
      {
        id: "tags",
        header: t("tags"),
        isSortable: true,
        width: 260,
        cell: ({ tags }) => <TagList tags={tags} />,
      },
      {
        id: "created",
        header: t("created"),
        isSortable: true,
        width: 130,
        isWideOnly: true,
        cell: ({ createdAt }) => (createdAt ? <DateText at={createdAt} show="day" /> : "–"),
      },
    ],
    [t, windowDays],
  );
}

const toPage = (id: string) => `/workspaces/${encodeURIComponent(id)}`;

function WorkspaceName({ workspace }: { workspace: WorkspaceRow }) {
  const t = useTranslations();
  const { memberCount } = workspace;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Mark name={workspace.name} color={workspace.color} />
      <CardLines detail={memberCount !== null && t("workspaces.people.total", { count: memberCount })}>
        <Link
          href={`/workspaces/${encodeURIComponent(workspace.id)}`}
          className="card-link min-w-0 truncate font-medium hover:underline max-md:line-clamp-2 max-md:whitespace-normal"
        >
          <VendorText>{workspace.name}</VendorText>
        </Link>
        <FindingMark of={workspace.id} rules={workspace.findings} />
        {workspace.archivedAt && <Badge>{t("workspaces.archived")}</Badge>}
        {workspace.isDefault && (
          <span title={t("reasons.default_workspace")} className="text-ink-faint">
            <Lock aria-hidden className="size-3.5" />
            <span className="sr-only">{t("reasons.default_workspace")}</span>
          </span>
        )}
      </CardLines>
    </span>
  );
}

/** The tooltip and screen readers get the rest. */
function TagList({ tags }: { tags: Record<string, string> }) {
  const t = useTranslations("workspaces");
  const texts = Object.entries(tags)
    .map(([key, value]) => (value ? `${key}: ${value}` : key))
    .sort();
  const hidden = texts.slice(shownTags);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {texts.slice(0, shownTags).map((text) => (
        <span
          key={text}
          title={text}
          className="min-w-0 shrink truncate rounded-sm bg-sunken px-1.5 text-ink-muted text-xs"
        >
          <VendorText>{text}</VendorText>
        </span>
      ))}
      {hidden.length > 0 && (
        <span title={hidden.join("\n")}>
          <Badge>
            <span aria-hidden>+{hidden.length}</span>
            <span className="sr-only">{t("moreTags", { count: hidden.length })}</span>
          </Badge>
        </span>
      )}
    </span>
  );
}

function WorkspaceCost({ spendCents, otherCents }: Pick<WorkspaceRow, "spendCents" | "otherCents">) {
  const t = useTranslations("sync");
  const money = useMoney();
  if (spendCents === null) return <UnknownValue reason={t("notReadYet")} />;
  return money.formatAll(spendCents, otherCents);
}
