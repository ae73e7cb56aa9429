"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useKeyDeactivation } from "@/components/directory/use-key-deactivation";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import type { Finding } from "@/lib/findings/schema";
import { fixedByDeactivation } from "@/lib/findings/vocabulary";
import { toFixHref } from "./to-places";

type Props = { finding: Finding; canDeactivate: boolean; onDone: () => void };

/** Asks right here for what deactivates a key; everything else leads to where it is done. */
export function FixButton({ finding, canDeactivate, onDone }: Props) {
  const t = useTranslations("findings");
  const deactivate = useKeyDeactivation();
  const { rule, subjectId: id, label: name } = finding;
  const text = t(`rules.${rule}.fix`);
  if (!fixedByDeactivation.includes(rule))
    return (
      // Sound: all of these addresses are ours; typed routes don't know query strings.
      <Link href={toFixHref(finding) as Route} className={toButtonClass("primary")}>
        {text}
      </Link>
    );
  if (!canDeactivate) return null;
  return (
    <Button
      variant="primary"
      onClick={() => {
        onDone();
        deactivate([{ id, name, status: "active" }]);
      }}
    >
      {text}
    </Button>
  );
}
