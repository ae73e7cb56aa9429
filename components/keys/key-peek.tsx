"use client";

import { Peek } from "@/components/shell/peek";
import { HistoryProvider } from "@/components/shell/read-history";
import type { PeekProps } from "@/components/shell/use-peek";
import { keyDetailQuery } from "@/lib/directory/keys/queries";
import { KeyFacts } from "./key-facts";
import { KeyTitle } from "./key-title";

export function KeyPeek(peek: PeekProps) {
  return (
    <Peek peek={peek} noun="keys" toQuery={keyDetailQuery} toTitle={({ key }) => <KeyTitle row={key} />}>
      {(detail) => (
        <HistoryProvider loading={detail.loading}>
          <KeyFacts of={detail} />
        </HistoryProvider>
      )}
    </Peek>
  );
}
