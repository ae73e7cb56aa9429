import clsx from "clsx";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import type { Change } from "@/lib/directory/access/change-schema";

/** A cell as it would be. */
export function StagedText({ change: { role, expected } }: { change: Pick<Change, "role" | "expected"> }) {
  const t = useTranslations("access");
  const toRole = useWorkspaceRoleName();
  const before = expected === null ? t("noAccess") : toRole(expected);
  return (
    <span
      className={clsx(
        "flex w-fit min-w-0 max-w-full items-center gap-1 rounded-md px-1.5 py-1 font-medium text-xs leading-4 outline-1 outline-dashed -outline-offset-1",
        role === null ? "bg-danger-soft text-danger" : "bg-warn-soft text-warn",
      )}
    >
      <Pencil aria-hidden className="size-3 shrink-0" />
      <span className={clsx("line-clamp-2", role === null && "line-through")}>
        {role === null ? before : toRole(role)}
      </span>
      <span className="sr-only">{t("stagedFrom", { before, isRemoved: String(role === null) })}</span>
    </span>
  );
}
