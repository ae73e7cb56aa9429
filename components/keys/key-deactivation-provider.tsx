"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useState } from "react";
import { type DeactivateKey, KeyDeactivationContext } from "@/components/directory/use-key-deactivation";

const AskedDeactivation = dynamic(
  () => import("./asked-deactivation").then((file) => file.AskedDeactivation),
  {
    ssr: false, // It opens on demand.
  },
);

type Asked = { key: Parameters<DeactivateKey>[0]; count: number };

export function KeyDeactivation({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>();
  const ask = useCallback<DeactivateKey>(
    (key) => setAsked((last) => ({ key, count: (last?.count ?? 0) + 1 })),
    [],
  );
  return (
    <KeyDeactivationContext value={ask}>
      {children}
      {asked && <AskedDeactivation key={asked.count} target={asked.key} />}
    </KeyDeactivationContext>
  );
}
