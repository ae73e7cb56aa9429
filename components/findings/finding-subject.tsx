"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { ListedKeyName } from "@/components/directory/key-cells";
import { useKeyWorkspaceName } from "@/components/directory/use-key-workspace-name";
import { Link } from "@/components/ui/controls/link";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Finding } from "@/lib/governance/findings/schema";
import { toSubjectHref } from "./to-places";

/** What a finding is about, and the workspace it is in, or what it is. Without text beside it, the link would be too small a target. */
export function FindingSubject({ finding }: { finding: Finding }) {
  const t = useTranslations("findings");
  const toNoun = useTranslations("activity.nouns");
  const toWorkspaceName = useKeyWorkspaceName();
  const {
    label,
    subject,
    subjectId,
    workspaceId,
    workspaceName: name,
    isDefaultWorkspace: isDefault,
  } = finding;
  const href = toSubjectHref(finding);
  const place =
    workspaceId === null || subject === "workspace"
      ? null
      : toWorkspaceName({ value: workspaceId, name, isDefault });
  return (
    <>
      {href === null ? (
        t("organization")
      ) : (
        // Sound: the type of a route with a parameter is generic.
        <Link href={href as Route} className="hover:underline">
          {subject === "key" ? (
            <ListedKeyName of={{ id: subjectId, name: label }} />
          ) : (
            <VendorText>{label.trim() || subjectId}</VendorText>
          )}
        </Link>
      )}
      {place !== null && (
        <>
          {" · "}
          <VendorText>{place}</VendorText>
        </>
      )}
      {/* Sound: a membership has a place, and the organization no page. */}
      {place === null &&
        href !== null &&
        ` · ${toNoun(subject === "key" ? "api_key" : (subject as "member"))}`}
    </>
  );
}
