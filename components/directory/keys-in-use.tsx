"use client";

import { useLocale, useTranslations } from "next-intl";
import { LongList } from "@/components/ui/display/long-list";
import { formatCountShort } from "@/lib/core/format/format";
import type { KeyImpact } from "@/lib/directory/keys/schema";
import { KeyLastUse, KeyName, KeyWorkspace } from "./key-cells";
import { KeyCost } from "./key-cost";

export function KeysInUse({ impacts }: { impacts: readonly KeyImpact[] }) {
  const t = useTranslations("keys.many");
  const title = t("inUse", { count: impacts.length });
  return (
    <div className="grid gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <p>{title}</p>
      <LongList items={impacts} label={title} className="grid gap-2">
        {(impact) => (
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
        )}
      </LongList>
    </div>
  );
}

function Tokens({ impact: { tokens7d } }: { impact: KeyImpact }) {
  const t = useTranslations("keys.many");
  const locale = useLocale();
  return t("tokensOf", { tokens: formatCountShort(tokens7d, locale) });
}
