"use client";

import { useTranslations } from "next-intl";
import { toFailure, useFailureText } from "@/components/shell/failure";
import { Button } from "@/components/ui/controls/button";
import { Kbd } from "@/components/ui/display/kbd";

type Props = {
  /** Shown until something is typed; null from then on. */
  hint: string | null;
  keys: readonly (keyof typeof keyNames)[];
  /** Shown above already, so that they are only read here. */
  notes: readonly string[];
  count: number;
  isLoading: boolean;
  error: Error | null;
  refetch: () => unknown;
};

/** Says how the search went, and before anything is typed what can be. */
export function PaletteFooter({ hint, keys, notes, count, isLoading, error, refetch }: Props) {
  const t = useTranslations("palette");
  const shell = useTranslations("shell");
  return (
    <footer className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-1.5 text-ink-muted text-xs">
      {error ? (
        <>
          <FailureText error={error} />
          <Button size="sm" onClick={() => refetch()}>
            {shell("retry")}
          </Button>
        </>
      ) : (
        <p role="status">
          {notes.length > 0 && <span className="sr-only">{notes.join(" ")} </span>}
          {hint ?? ((notes.length === 0 || count > 0) && <Outcome count={count} isLoading={isLoading} />)}
        </p>
      )}
      <span aria-hidden className="ml-auto flex gap-3 max-sm:hidden">
        {keys.map((name) => (
          <span key={name} className="flex items-center gap-1.5">
            <Kbd>{keyNames[name]}</Kbd> {t(`keys.${name}`)}
          </span>
        ))}
      </span>
    </footer>
  );
}

const keyNames = { move: "↑↓", open: "↵", operations: "→", close: "Esc", back: "Esc" };

function Outcome({ count, isLoading }: Pick<Props, "count" | "isLoading">) {
  const t = useTranslations("palette");
  if (isLoading && count === 0) return t("searching");
  return count === 0 ? t("nothing") : t("count", { count });
}

function FailureText({ error }: { error: Error }) {
  const t = useTranslations("palette");
  const toText = useFailureText();
  return (
    <p role="alert" className="min-w-0 text-danger">
      {t("failed")} {toText(toFailure(error))}
    </p>
  );
}
