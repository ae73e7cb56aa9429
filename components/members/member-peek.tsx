"use client";

import { Peek } from "@/components/shell/peek";
import { HistoryProvider } from "@/components/shell/read-history";
import type { PeekProps } from "@/components/shell/use-peek";
import { memberDetailQuery } from "@/lib/directory/members/queries";
import { PersonFacts } from "./person-facts";
import { PersonTitle } from "./person-title";

export function MemberPeek(peek: PeekProps) {
  return (
    <Peek
      peek={peek}
      noun="members"
      toQuery={memberDetailQuery}
      toTitle={({ member }) => <PersonTitle member={member} />}
    >
      {({ member, spend, loading }) => (
        <HistoryProvider loading={loading}>
          <PersonFacts member={member} spend={spend} />
        </HistoryProvider>
      )}
    </Peek>
  );
}
