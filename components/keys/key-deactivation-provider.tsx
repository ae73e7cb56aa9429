"use client";

import { type ReactNode, useCallback, useState } from "react";
import { type DeactivateKeys, KeyDeactivationContext } from "@/components/directory/use-key-deactivation";
import { onDemand } from "@/components/ui/on-demand";

const AskedDeactivation = onDemand(() =>
  import("./asked-deactivation").then((file) => file.AskedDeactivation),
);
const ChangeKeysDialog = onDemand(() => import("./change-keys-dialog").then((file) => file.ChangeKeysDialog));

type Asked = { keys: Parameters<DeactivateKeys>[0]; count: number };

export function KeyDeactivation({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>();
  const ask = useCallback<DeactivateKeys>(
    (keys) => setAsked((last) => ({ keys, count: (last?.count ?? 0) + 1 })),
    [],
  );
  const forget = () => setAsked(undefined);
  const [only, ...others] = asked?.keys ?? [];
  return (
    <KeyDeactivationContext value={ask}>
      {children}
      {asked && only && others.length === 0 && <AskedDeactivation key={asked.count} target={only} />}
      {asked && others.length > 0 && (
        <ChangeKeysDialog operation="deactivate" chosen={asked.keys} onStarted={forget} onClose={forget} />
      )}
    </KeyDeactivationContext>
  );
}
