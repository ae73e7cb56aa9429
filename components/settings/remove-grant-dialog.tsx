"use client";

import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { VendorText } from "@/components/ui/vendor-text";
import type { Grant } from "@/lib/grants/schema";
import { useRemoveGrant } from "./use-grant-acts";

/** No name to type: a new grant undoes it. */
export function RemoveGrantDialog({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const t = useTranslations("settings.access");
  const removal = useRemoveGrant(onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove") }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate(grant.email)}
      onClose={onClose}
    >
      <p>
        {t.rich("removeText", {
          email: () => <VendorText className="font-medium text-ink">{grant.email}</VendorText>,
        })}
      </p>
    </ConfirmDialog>
  );
}
