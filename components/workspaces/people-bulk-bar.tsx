"use client";

import { useTranslations } from "next-intl";
import { ExportChosen } from "@/components/shell/export-chosen";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import { useBulkDialog } from "@/components/ui/table/use-bulk-dialog";
import type { Selection } from "@/components/ui/table/use-selection";
import type { WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { toPersonQueryString } from "@/lib/directory/workspaces/search-params";

const AccessDialog = onDemand(() =>
  import("@/components/directory/access-dialog").then((file) => file.AccessDialog),
);
const RemovePeopleDialog = onDemand(() =>
  import("./remove-people-dialog").then((file) => file.RemovePeopleDialog),
);

type Props = {
  workspace: { id: string; name: string };
  selfId: string | null;
  selection: Selection<WorkspacePerson>;
};

export function PeopleBulkBar({ workspace, selfId, selection }: Props) {
  const t = useTranslations("workspaces.people");
  const { asked, ask, chosen, handlers } = useBulkDialog<"role" | "remove", WorkspacePerson>(selection);
  return (
    <>
      <BulkBar count={chosen.length} onClear={selection.clear}>
        <Button size="sm" onClick={() => ask("role")}>
          {t("changeRoles")}
        </Button>
        <ExportChosen
          noun="workspace-members"
          count={chosen.length}
          query={toPersonQueryString(`?workspace=${encodeURIComponent(workspace.id)}`, {
            only: chosen.map(({ id }) => id),
          })}
        />
        <Button size="sm" variant="danger" onClick={() => ask("remove")}>
          {t("remove")}
        </Button>
      </BulkBar>
      {asked === "role" && (
        <AccessDialog
          kind="change"
          userIds={chosen.map(({ userId }) => userId)}
          workspaceId={workspace.id}
          {...handlers}
        />
      )}
      {asked === "remove" && (
        <RemovePeopleDialog workspace={workspace} people={chosen} selfId={selfId} {...handlers} />
      )}
    </>
  );
}
