"use client";

import { Peek } from "@/components/shell/peek";
import { HistoryProvider } from "@/components/shell/read-history";
import type { PeekProps } from "@/components/shell/use-peek";
import { workspaceQuery } from "@/lib/directory/workspaces/queries";
import { WorkspaceFacts } from "./workspace-facts";
import { WorkspaceTitle } from "./workspace-title";

export function WorkspacePeek(peek: PeekProps) {
  return (
    <Peek
      peek={peek}
      noun="workspaces"
      toQuery={workspaceQuery}
      toTitle={(workspace) => <WorkspaceTitle workspace={workspace} />}
    >
      {(workspace) => (
        <HistoryProvider loading={workspace.loading}>
          <WorkspaceFacts workspace={workspace} />
        </HistoryProvider>
      )}
    </Peek>
  );
}
