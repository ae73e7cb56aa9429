"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ExportChosen } from "@/components/shell/export-chosen";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Menu } from "@/components/ui/overlay/menu";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import { useBulkDialog } from "@/components/ui/table/use-bulk-dialog";
import type { Selection } from "@/components/ui/table/use-selection";
import type { MemberChoice } from "@/lib/directory/members/schema";
import { toMemberQueryString } from "@/lib/directory/members/search-params";
import { toPlanQueryString } from "@/lib/directory/offboardings/search-params";
import { maxPeople } from "@/lib/directory/offboardings/vocabulary";
import { maxIdentical } from "@/lib/directory/workspaces/vocabulary";

const ChangeRolesDialog = onDemand(() =>
  import("./change-roles-dialog").then((file) => file.ChangeRolesDialog),
);
const AccessDialog = onDemand(() =>
  import("@/components/directory/access-dialog").then((file) => file.AccessDialog),
);
const CopyAccessDialog = onDemand(() =>
  import("@/components/directory/copy-access-dialog").then((file) => file.CopyAccessDialog),
);

type Asked = "role" | "add" | "remove" | "identical";

export function MembersBulkBar({ selection }: { selection: Selection<MemberChoice> }) {
  const t = useTranslations("members");
  const router = useRouter();
  const { asked, ask, chosen, handlers } = useBulkDialog<Asked, MemberChoice>(selection);
  return (
    <>
      <BulkBar count={chosen.length} onClear={selection.clear}>
        <Button size="sm" onClick={() => ask("role")}>
          {t("changeRole")}
        </Button>
        <AccessMenu count={chosen.length} onAsk={ask} />
        <ExportChosen
          noun="members"
          count={chosen.length}
          query={toMemberQueryString({ only: chosen.map(({ id }) => id) })}
        />
        <Button
          size="sm"
          variant="danger"
          disabled={chosen.length > maxPeople}
          title={chosen.length > maxPeople ? t("offboardMost", { most: maxPeople }) : undefined}
          onClick={() =>
            router.push(`/members/offboard${toPlanQueryString({ members: chosen.map(({ id }) => id) })}`)
          }
        >
          {t("offboard")}
        </Button>
      </BulkBar>
      {(asked === "add" || asked === "remove") && (
        <AccessDialog kind={asked} userIds={chosen.map(({ id }) => id)} {...handlers} />
      )}
      {asked === "identical" && (
        <CopyAccessDialog
          people={chosen}
          text={t("access.identicalText", { count: chosen.length })}
          {...handlers}
        />
      )}
      {asked === "role" && <ChangeRolesDialog chosen={chosen} {...handlers} />}
    </>
  );
}

function AccessMenu({ count, onAsk }: { count: number; onAsk: (asked: Asked) => void }) {
  const t = useTranslations("members.access");
  return (
    <Menu
      label={t("menu")}
      triggerClass={toButtonClass("secondary", "sm")}
      trigger={
        <>
          {t("menu")}
          <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
        </>
      }
      items={[
        { id: "add", label: t("addTo"), onSelect: () => onAsk("add") },
        { id: "remove", label: t("removeFrom"), onSelect: () => onAsk("remove") },
        {
          id: "identical",
          label: t("identical"),
          onSelect: () => onAsk("identical"),
          disabledReason: count > maxIdentical ? t("identicalMost", { most: maxIdentical }) : undefined,
        },
      ]}
    />
  );
}
