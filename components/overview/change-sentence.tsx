import { ArrowRight } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { roundChange } from "@/lib/core/money/rounding";
import type { Change } from "@/lib/money/spend/change-schema";

type Props = { children: ReactNode } & (
  | { href: Route; change: Pick<Change, "beforeCents" | "afterCents"> }
  | { href?: never; change?: never }
);

export function ChangeSentence({ href, change, children }: Props) {
  if (!href)
    return (
      <li className="py-4">
        <p>{children}</p>
      </li>
    );
  const { beforeCents, afterCents } = change;
  const printed = roundChange(beforeCents, afterCents);
  return (
    <li className="grid gap-1 py-4">
      <Link href={href} className="rounded-sm text-lg hover:underline hover:underline-offset-2">
        {children}
      </Link>
      <p className="flex flex-wrap items-center gap-x-1.5 text-ink-muted text-sm tabular-nums">
        <Amount cents={beforeCents} printed={printed.before} />
        <ArrowRight aria-hidden className="size-3.5" />
        <Amount cents={afterCents} printed={printed.total} />
      </p>
    </li>
  );
}
