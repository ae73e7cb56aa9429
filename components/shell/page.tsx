import type { ReactNode } from "react";
import { WrongDays } from "./wrong-days";

type Props = {
  children: ReactNode;
  /** `always`: on a phone, too, where lists are as high as their rows. */
  isFilling?: boolean | "always";
};

export function Page({ children, isFilling = false }: Props) {
  return (
    <div
      data-fill={isFilling || undefined}
      className="page-width flex flex-1 flex-col gap-6 max-sm:gap-3 pt-4 max-sm:pt-2 pb-[calc(1.5rem+var(--page-room,0px))] data-[fill=always]:min-h-[34rem] md:data-fill:min-h-[34rem]"
    >
      <WrongDays />
      {children}
    </div>
  );
}
