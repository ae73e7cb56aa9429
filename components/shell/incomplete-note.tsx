import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/display/badge";
import { Popover } from "@/components/ui/overlay/popover";

type Props = { days: number };

export function IncompleteNote({ days }: Props) {
  const t = useTranslations("unreadable");
  return <LackNote>{t("incomplete", { count: days })}</LackNote>;
}

/** What is shown lacks something. */
export function LackNote({ children }: { children: ReactNode }) {
  return (
    <p role="note" className="flex max-w-prose gap-2 text-sm text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  );
}

/** Below the figure that can't be relied on, where it moves nothing. */
export function IncompleteBadge({ days }: Props) {
  const t = useTranslations("unreadable");
  const count = t("days", { count: days });
  const text = t("incomplete", { count: days });
  return (
    <>
      {/* On paper, where nothing can be pressed. */}
      <span
        aria-hidden
        data-printed={count}
        className="hidden text-warn before:content-[attr(data-printed)] print:inline"
      />
      <Popover
        label={count}
        trigger={
          <span title={text} className="inline-flex">
            <Badge tone="warn">
              <TriangleAlert aria-hidden className="size-3" />
              {count}
            </Badge>
          </span>
        }
        triggerClass="-my-0.5 inline-flex min-h-6 pointer-coarse:min-h-11 pointer-coarse:-my-3 shrink-0 items-center rounded-sm align-middle"
        align="start"
        className="w-72 px-3 py-2.5 text-left font-normal text-ink-muted text-sm tracking-normal whitespace-normal"
      >
        {text}
      </Popover>
    </>
  );
}
