"use client";

import { useTranslations } from "next-intl";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { Fact, Facts } from "@/components/ui/display/facts";
import { NumberText } from "@/components/ui/display/number-text";
import type { WorkspaceDetail } from "@/lib/workspaces/schema";
import { TagList } from "./tag-list";
import { WorkspaceCost } from "./workspace-cost";

export function WorkspaceFacts({ workspace }: { workspace: WorkspaceDetail }) {
  const t = useTranslations("workspaces");
  const { id, memberCount, activeKeyCount, windowDays, tags, createdAt, archivedAt } = workspace;
  const hasTags = Object.keys(tags).length > 0;
  return (
    <div className="grid gap-3">
      <Facts>
        <Fact name={t("members")}>{memberCount === null ? "–" : <NumberText value={memberCount} />}</Fact>
        <Fact name={t("keys")}>
          <NumberText value={activeKeyCount} />
        </Fact>
        <Fact name={t("spend", { days: windowDays })}>
          <WorkspaceCost {...workspace} />
        </Fact>
        <Fact name={t("tags")}>{hasTags ? <TagList tags={tags} /> : "–"}</Fact>
        <Fact name={t("created")}>{createdAt ? <DateText at={createdAt} show="day" /> : "–"}</Fact>
        {archivedAt && (
          <Fact name={t("archived")}>
            <DateText at={archivedAt} show="day" />
          </Fact>
        )}
      </Facts>
      <CopyableId value={id} label={t("id")} />
    </div>
  );
}
