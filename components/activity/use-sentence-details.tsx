import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { Link } from "@/components/ui/controls/link";
import { toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { toTargetName } from "./to-target-name";
import { useFieldValue } from "./use-field-value";

const none = "none";

/** The parts of a sentence that not every entry has; `none` is what it leaves out. */
export function useSentenceDetails(row: ActivityRow) {
  const toText = useFieldValue();
  const find = (field: string, side: "before" | "after") => findValue(row, field, side);
  const say = (field: string, side: "before" | "after") => {
    const value = find(field, side);
    return value === null ? none : toText(row, field, value);
  };
  const name = find(row.action === "api_key.rotate" ? "replacement" : "name", "after");
  const about = row.noun === "budget" ? "cents" : "role";
  return {
    role: say(row.noun === "grant" ? "persona" : "role", "after"),
    amount: say("cents", "after"),
    from: say(about, "before"),
    operation: say("act", "after"),
    reads: Number(find("reads", "after") ?? 0),
    people: Number(find("people", "after") ?? 0),
    nouns: say("nouns", "after"),
    hasName: name === null ? "no" : "yes",
    hasPlace: row.workspaceName === null ? "no" : "yes",
    name: toVendorText(name ?? "", "font-medium"),
    place: () => <Place row={row} />,
  };
}

/** What the entry is about, in the person's language where Castellan itself named it. */
export function useTargetText(row: ActivityRow): string {
  const t = useTranslations("activity");
  const { toAction } = useActivityNames();
  const name = toTargetName(row);
  if (row.noun === "bulk") return toAction(name);
  return ofOrganization.includes(row.noun) && name === "organization" ? t("organization") : name;
}

const ofOrganization = ["budget", "spend_limit"];

/** The value that was asked for, if nothing changed. */
function findValue(
  { changes, request }: ActivityRow,
  field: string,
  side: "before" | "after",
): string | null {
  const found = [...changes, ...(side === "after" ? request : [])].find((one) => one.field === field);
  return found?.[side] ?? null;
}

function Place({ row: { workspaceId, workspaceName } }: { row: ActivityRow }) {
  if (workspaceId === null) return <VendorText>{workspaceName ?? ""}</VendorText>;
  return (
    <ObjectLink href={`/workspaces/${encodeURIComponent(workspaceId)}`}>
      {workspaceName ?? workspaceId}
    </ObjectLink>
  );
}

export function ObjectLink({ href, children }: { href: string; children: string }): ReactNode {
  return (
    // Sound: all of these addresses are ours; typed routes don't know them as strings.
    <Link href={href as Route} className="rounded-sm font-medium hover:underline">
      <VendorText>{children}</VendorText>
    </Link>
  );
}
