"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import type { Fix } from "@/lib/core/marks/vocabulary";
import type { Finding } from "@/lib/governance/findings/schema";
import { toFixes, toTarget } from "./to-choice";
import { toFixHref } from "./to-fix-href";
import type { AskToFix } from "./use-fixing";

type Props = { finding: Finding; allowed: readonly Fix[]; onFix: AskToFix };

/** Asks right here for what is an operation; everything else leads to where it is done. */
export function FixButtons({ finding, allowed, onFix }: Props) {
  const t = useTranslations("findings");
  const fixes = toFixes(finding, allowed);
  const others = fixes.slice(1).toReversed();
  const [first] = fixes;
  return (
    <>
      {first === undefined && (
        <Link
          // Sound: all of these addresses are ours; typed routes don't know query strings.
          href={toFixHref(finding) as Route}
          className={toButtonClass("primary")}
        >
          {t(`rules.${finding.rule}.fix`)}
        </Link>
      )}
      {others.map((fix) => (
        <Button key={fix} onClick={() => onFix(fix, [toTarget(finding)])}>
          {t(`fixes.${fix}.one`)}
        </Button>
      ))}
      {first && (
        <Button variant="primary" onClick={() => onFix(first, [toTarget(finding)])}>
          {t(`fixes.${first}.one`)}
        </Button>
      )}
    </>
  );
}
