import type { ReactNode } from "react";
import { CostTabs } from "@/components/spend/cost-tabs";

export default function CostLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <CostTabs />
      {children}
    </>
  );
}
