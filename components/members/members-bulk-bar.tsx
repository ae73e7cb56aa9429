"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import type { Selection } from "@/components/ui/table/use-selection";
import type { MemberChoice } from "@/lib/members/schema";
import { toPlanQueryString } from "@/lib/offboardings/search-params";
import { maxPeople } from "@/lib/offboardings/vocabulary";

const ChangeRolesDialog = dynamic(
  () => import("./change-roles-dialog").then((file) => file.ChangeRolesDialog),
  { ssr: false },
);
const RemoveMembersDialog = dynamic(
  () => import("./remove-members-dialog").then((file) => file.RemoveMembersDialog),
  { ssr: false },
);

export function MembersBulkBar({ selection }: { selection: Selection<MemberChoice> }) {
  const t = useTranslations("members");
  const router = useRouter();
  const [asked, setAsked] = useState<"role" | "remove">();
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
        <Button size="sm" variant="danger" onClick={() => setAsked("remove")}>
          {t("remove")}
        </Button>
      </BulkBar>
      {asked === "role" && <ChangeRolesDialog chosen={chosen} onStarted={onStarted} onClose={close} />}
      {asked === "remove" && <RemoveMembersDialog chosen={chosen} onStarted={onStarted} onClose={close} />}
    </>
  );
}
