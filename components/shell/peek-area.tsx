import type { ReactNode, RefCallback } from "react";

type Props = {
  setArea: RefCallback<HTMLDivElement>;
  /** Whether rows are shown beside the list. */
  isOn: boolean;
  panel: ReactNode;
  children: ReactNode;
};

/** A list with room for one of its rows beside it. On a phone the page scrolls too; otherwise the table would have room for three rows. */
export function PeekArea({ setArea, isOn, panel, children }: Props) {
  return (
    <div className="flex min-h-80 flex-1 gap-5">
      <div
        ref={setArea}
        data-peeks={isOn || undefined}
        className="flex min-w-0 flex-1 flex-col gap-5 lg:data-peeks:[&_tbody_tr]:cursor-pointer"
      >
        {children}
      </div>
      {panel}
    </div>
  );
}
