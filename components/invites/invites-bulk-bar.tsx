"use client";

import { useTranslations } from "next-intl";
import { ExportChosen } from "@/components/shell/export-chosen";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import { useBulkDialog } from "@/components/ui/table/use-bulk-dialog";
import type { Selection } from "@/components/ui/table/use-selection";
import type { InviteChoice } from "@/lib/directory/invites/schema";
import { toInviteQueryString } from "@/lib/directory/invites/search-params";

const ResendDialog = onDemand(() => import("./resend-dialog").then((file) => file.ResendDialog));
const WithdrawManyDialog = onDemand(() =>
  import("./withdraw-many-dialog").then((file) => file.WithdrawManyDialog),
);

export function InvitesBulkBar({ selection }: { selection: Selection<InviteChoice> }) {
  const t = useTranslations("invites");
  const { asked, ask, chosen, handlers } = useBulkDialog<"resend" | "withdraw", InviteChoice>(selection);
  const ids = chosen.map(({ id }) => id);
  const pending = chosen.filter(({ state }) => state === "pending").map(({ id }) => id);
  return (
    <>
      <BulkBar count={chosen.length} onClear={selection.clear}>
        <Button size="sm" onClick={() => ask("resend")}>
          {t("resend")}
        </Button>
        <ExportChosen noun="invites" count={ids.length} query={toInviteQueryString({ only: ids })} />
        <Button
          size="sm"
          variant="danger"
          disabled={pending.length === 0}
          title={pending.length === 0 ? t("many.nonePending") : undefined}
          onClick={() => ask("withdraw")}
        >
          {t("withdraw")}
        </Button>
      </BulkBar>
      {asked === "resend" && <ResendDialog ids={ids} {...handlers} />}
      {asked === "withdraw" && <WithdrawManyDialog ids={pending} {...handlers} />}
    </>
  );
}
