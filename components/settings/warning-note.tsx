import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export function WarningNote({ children }: { children: ReactNode }) {
  return (
    <div role="note" className="flex gap-3 rounded-lg bg-warn-soft px-4 py-3 text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="max-w-prose">{children}</p>
    </div>
  );
}
