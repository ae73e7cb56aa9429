import { useTranslations } from "next-intl";
import { usePersonaName } from "@/components/directory/use-persona-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Link } from "@/components/ui/controls/link";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { ReviewRowsPage } from "@/lib/governance/reviews/schema";
import { addedNotes } from "@/lib/governance/reviews/vocabulary";
import { useRuleTitles } from "./evidence-cell";

/** What isn't part of the review, but matters for it. */
export function PlaceNotes({
  page: { kind, workspaceId, isArchived, added, invites, findings, organizationKeys, organizationKeyNames },
}: {
  page: ReviewRowsPage;
}) {
  const t = useTranslations("reviews");
  const toRole = useWorkspaceRoleName();
  const toPersona = usePersonaName();
  const toRoleOf = kind === "grants" ? toPersona : toRole;
  const titles = useRuleTitles()(findings);
  const list = (people: readonly { name?: string; email: string; role: string }[]) =>
    people
      .map(({ name, email, role }) => (kind === "keys" ? name : `${name || email} (${toRoleOf(role)})`))
      .join(", ");
  return (
    <div className="grid gap-1.5 text-sm empty:hidden">
      {isArchived && <p role="note">{t("archivedNote")}</p>}
      {titles.length > 0 && (
        <p role="note">
          {t.rich("findingsNote", {
            list: () => (
              <Link href={{ pathname: "/findings", query: { of: workspaceId } }} className="underline">
                {titles.join(", ")}
              </Link>
            ),
          })}
        </p>
      )}
      {added.length > 0 && (
        <p role="note">
          {t(addedNotes[kind], { count: added.length })} <VendorText>{list(added)}</VendorText>
        </p>
      )}
      {kind === "memberships" && organizationKeys > 0 && (
        <p role="note" className="text-ink-muted">
          {t("organizationReach", { count: organizationKeys })}{" "}
          <VendorText>{organizationKeyNames?.join(", ") ?? ""}</VendorText>
        </p>
      )}
      {kind === "memberships" && invites.length > 0 && (
        <p role="note" className="text-ink-muted">
          {t("invitesNote", { count: invites.length })} <VendorText>{list(invites)}</VendorText>
        </p>
      )}
    </div>
  );
}
