"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import { VendorText } from "@/components/ui/display/vendor-text";
import { claudeCodeKeys } from "@/lib/money/reports/vocabulary";
import type { Concerned, Opportunity } from "@/lib/money/savings/schema";

/** Which details the reader may open, and whether they may dismiss advice. */
export type CanOpen = Record<Opportunity["of"] | "dismissal", boolean>;
type Props = { opportunity: Opportunity; canOpen: CanOpen };

export function ConcernedNames({ opportunity: { of, count, concerned }, canOpen }: Props) {
  const t = useTranslations("savings.opportunities");
  const more = count - concerned.length;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm sm:col-span-2">
      <span className="text-ink-faint">{t(of, { count })}</span>
      {concerned.map((one) => (
        <Name key={one.id} one={one} href={canOpen[of] ? toHref(of, one.id) : null} of={of} />
      ))}
      {more > 0 && <span className="text-ink-faint">{t("more", { count: more })}</span>}
    </p>
  );
}

function Name({ one, href, of }: { one: Concerned; href: Route | null; of: Opportunity["of"] }) {
  const reports = useTranslations("reports");
  const isMerged = one.id === claudeCodeKeys;
  const other = of === "workspaces" ? reports("default") : one.id;
  const name = isMerged ? reports("values.claudeCodeKeys") : <VendorText>{one.name ?? other}</VendorText>;
  if (href === null || isMerged || one.id === "") return <span>{name}</span>;
  return (
    <Link href={href} className="rounded-sm font-medium hover:underline">
      {name}
    </Link>
  );
}

function toHref(of: Opportunity["of"], id: string): Route {
  // Sound: the type of a route with a parameter is generic.
  return `/${of}/${encodeURIComponent(id)}` as Route;
}
