"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ExportChosen } from "@/components/shell/export-chosen";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Menu } from "@/components/ui/overlay/menu";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import type { Selection } from "@/components/ui/table/use-selection";
import type { MemberChoice } from "@/lib/members/schema";
import { toMemberQueryString } from "@/lib/members/search-params";
import { toPlanQueryString } from "@/lib/offboardings/search-params";
import { maxPeople } from "@/lib/offboardings/vocabulary";
import { maxIdentical } from "@/lib/workspaces/vocabulary";

const ChangeRolesDialog = dynamic(
  () => import("./change-roles-dialog").then((file) => file.ChangeRolesDialog),
  { ssr: false },
);
const ManyAccessDialog = dynamic(
  () => import("@/components/directory/many-access-dialog").then((file) => file.ManyAccessDialog),
  { ssr: false },
);
const MakeIdenticalDialog = dynamic(
  () => import("@/components/directory/make-identical-dialog").then((file) => file.MakeIdenticalDialog),
  { ssr: false },
);
const RemoveMembersDialog = dynamic(
  () => import("./remove-members-dialog").then((file) => file.RemoveMembersDialog),
  { ssr: false },
);

type Asked = "role" | "remove" | "add" | "leave" | "identical";

export function MembersBulkBar({ selection }: { selection: Selection<MemberChoice> }) {
  const t = useTranslations("members");
  const router = useRouter();
  const [asked, setAsked] = useState<Asked>();
  const chosen = [...selection.rows.values()];
  const close = () => setAsked(undefined);
  const onStarted = () => {
    close();
    selection.clear();
  };
  return (
    <>
      <BulkBar count={chosen.length} onClear={selection.clear}>
        <Button size="sm" onClick={() => setAsked("role")}>
          {t("changeRole")}
        </Button>
        <AccessMenu count={chosen.length} onAsk={setAsked} />
        <Button
          size="sm"
          disabled={chosen.length > maxPeople}
          title={chosen.length > maxPeople ? t("offboardMost", { most: maxPeople }) : undefined}
          onClick={() =>
            router.push(`/members/offboard${toPlanQueryString({ members: chosen.map(({ id }) => id) })}`)
          }
        >
          {t("offboard")}
        </Button>
        <ExportChosen
          noun="members"
          count={chosen.length}
          query={toMemberQueryString({ only: chosen.map(({ id }) => id) })}
        />
        <Button size="sm" variant="danger" onClick={() => setAsked("remove")}>
          {t("remove")}
        </Button>
      </BulkBar>
      {(asked === "add" || asked === "leave") && (
        <ManyAccessDialog
          kind={asked === "add" ? "add" : "remove"}
          userIds={chosen.map(({ id }) => id)}
          onStarted={onStarted}
          onClose={close}
        />
      )}
      {asked === "identical" && <MakeIdenticalDialog people={chosen} onStarted={onStarted} onClose={close} />}
      {asked === "role" && <ChangeRolesDialog chosen={chosen} onStarted={onStarted} onClose={close} />}
      {asked === "remove" && <RemoveMembersDialog chosen={chosen} onStarted={onStarted} onClose={close} />}
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
        { id: "leave", label: t("removeFrom"), onSelect: () => onAsk("leave") },
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
