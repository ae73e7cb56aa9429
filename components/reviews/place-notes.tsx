import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { ReviewRowsPage } from "@/lib/reviews/schema";

/** What isn't part of the review, but matters for it. */
export function PlaceNotes({ page: { isArchived, added, invites } }: { page: ReviewRowsPage }) {
  const t = useTranslations("reviews");
  const toRole = useWorkspaceRoleName();
  const list = (people: readonly { name?: string; email: string; role: string }[]) =>
    people.map(({ name, email, role }) => `${name || email} (${toRole(role)})`).join(", ");
  return (
    <div className="grid gap-1.5 text-sm empty:hidden">
      {isArchived && <p role="note">{t("archivedNote")}</p>}
      {added.length > 0 && (
        <p role="note">
          {t("addedNote", { count: added.length })} <VendorText>{list(added)}</VendorText>
        </p>
      )}
      {invites.length > 0 && (
        <p role="note" className="text-ink-muted">
          {t("invitesNote", { count: invites.length })} <VendorText>{list(invites)}</VendorText>
        </p>
      )}
    </div>
  );
}
