import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { CopyAccessInput } from "@/lib/directory/workspaces/change-schema";
import type { CopyPreview, CopyRow } from "@/lib/directory/workspaces/schema";

type Given = {
  userId: string;
  rows: readonly CopyRow[];
  left: ReadonlySet<string>;
  organizationRole: CopyPreview["organizationRole"];
};

/** What the chosen rows ask for. */
export function toCopy({ userId, rows, left, organizationRole }: Given): CopyAccessInput {
  return {
    userId,
    memberships: rows
      .filter(({ workspaceId }) => !left.has(workspaceId))
      .flatMap(({ workspaceId, role, present, step }): CopyAccessInput["memberships"] => {
        if (step === "remove") return [{ workspaceId, role: null, expected: present }];
        const known = assignableWorkspaceRoles.find((one) => one === role);
        if (!known || (step !== "add" && step !== "change")) return [];
        return [{ workspaceId, role: known, expected: present }];
      }),
    organizationRole: organizationRole && { role: organizationRole.role, expected: organizationRole.present },
  };
}

export function countCopied({ memberships, organizationRole }: CopyAccessInput): number {
  return memberships.length + (organizationRole ? 1 : 0);
}
