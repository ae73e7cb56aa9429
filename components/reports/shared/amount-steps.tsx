import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Amount, Difference } from "@/components/ui/display/amount";
import type { Cents } from "@/lib/core/money/money";

export type Step = {
  id: string;
  name: ReactNode;
  badge?: ReactNode;
  cents: Cents;
  printed: Cents;
  /** A reason, between the amounts that it explains. */
  isReason?: boolean;
  isSigned?: boolean;
};

/** From one amount to another: every line between them is an amount, and they add up as printed. */
export function AmountSteps({ title, steps }: { title: string; steps: readonly Step[] }) {
  return (
    <table className="card w-full max-w-lg text-sm tabular-nums">
      <caption className="pb-1.5 text-left text-ink-muted text-xs">{title}</caption>
      <tbody className="divide-y [&_td]:py-1.5 [&_td]:pr-4 [&_td]:text-right [&_th]:py-1.5 [&_th]:pl-4 [&_th]:text-left">
        {steps.map(({ id, name, badge, cents, printed, isReason = false, isSigned = false }) => (
          <tr key={id} className={clsx(isReason && "text-ink-muted")}>
            <th scope="row" className={isReason ? "pl-8! font-normal" : "font-medium"}>
              {name} {badge}
            </th>
            <td className={clsx(!isReason && "font-medium")}>
              {isSigned ? (
                <Difference cents={cents} printed={printed} />
              ) : (
                <Amount cents={cents} printed={printed} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
