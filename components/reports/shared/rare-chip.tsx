import type { ReactNode } from "react";

type Props = { place: "row" | "menu"; children: ReactNode };

/**
 * What is seldom changed is a chip where its row has room for it: on wide screens and on phones, where the row scrolls.
 * Elsewhere it is in the row's menu, so it is given to both. In a row without a menu, it always stays.
 */
export function RareChip({ place, children }: Props) {
  if (place === "menu") return <span className="hidden md:max-xl:grid">{children}</span>;
  return (
    <span data-rare className="contents">
      {children}
    </span>
  );
}
