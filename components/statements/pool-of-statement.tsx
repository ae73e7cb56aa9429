import { useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import { roundParts } from "@/lib/core/money/rounding";
import type { StatementContent } from "@/lib/money/statements/schema";

/** What the shares of the pool are shares of. A pool that isn't spread has lines of its own. */
export function PoolOfStatement({ content: { facts, month, lines } }: { content: StatementContent }) {
  const t = useTranslations("statements");
  const money = useMoney();
  const pool = facts.filter((fact) => fact.center === null && fact.month === month);
  const shares = lines.filter(({ kind }) => kind === "shared");
  if (pool.length === 0 || shares.length === 0) return null;
  const total = sumDecimals(shares.map(({ printedCents }) => printedCents));
  const parts = roundParts(
    pool.map(({ cents }) => cents),
    { places: 0, total },
  );
  const names = pool.map(({ workspace }, index) => `${workspace} ${money.format(parts[index] ?? "0")}`);
  return (
    <p className="wrap-anywhere max-w-prose text-ink-muted text-xs">
      {t("pool", { total: money.format(total), workspaces: names.join("; ") })}
    </p>
  );
}
