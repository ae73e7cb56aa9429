import type { ReactNode } from "react";

export function Alert({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
      {children}
    </p>
  );
}
