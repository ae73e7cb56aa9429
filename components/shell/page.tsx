import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  isFilling?: boolean;
};

export function Page({ children, isFilling = false }: Props) {
  return (
    <div
      data-fill={isFilling || undefined}
      className="mx-auto flex w-full max-w-[100rem] flex-1 flex-col gap-5 px-4 py-5 data-fill:min-h-[34rem] sm:px-6 lg:px-8"
    >
      {children}
    </div>
  );
}
