"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { formatCountShort } from "@/lib/core/format/format";
import type { KeyImpact } from "@/lib/directory/keys/schema";
import { KeyLastUse, KeyName, KeyWorkspace } from "./key-cells";
import { KeyCost } from "./key-cost";

const shownKeys = 100;

export function KeysInUse({ impacts }: { impacts: readonly KeyImpact[] }) {
  const t = useTranslations("keys.many");
  const titleId = useId();
  return (
    <div className="grid gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <p id={titleId}>{t("inUse", { count: impacts.length })}</p>
      <ul
        aria-labelledby={titleId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="grid max-h-44 gap-2 overflow-y-auto"
      >
        {impacts.slice(0, shownKeys).map((impact) => (
          <li key={impact.id}>
            <KeyName of={impact} />
            <span className="block text-xs tabular-nums">
              <KeyWorkspace row={impact} />
              {" · "}
              <KeyLastUse row={impact} isUnknown={impact.use === "unknown"} />
              {" · "}
              <Tokens impact={impact} />
              {" · "}
              <KeyCost row={impact} hasKind={false} />
            </span>
          </li>
        ))}
        {impacts.length > shownKeys && <li>{t("more", { count: impacts.length - shownKeys })}</li>}
      </ul>
    </div>
  );
}

function Tokens({ impact: { tokens7d } }: { impact: KeyImpact }) {
  const t = useTranslations("keys.many");
  const locale = useLocale();
  return t("tokensOf", { tokens: formatCountShort(tokens7d, locale) });
}
