import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { RunPanel } from "@/components/bulk/run-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { undoQuery } from "@/lib/across/undo/queries";
import { planUndo } from "@/lib/across/undo/read-model";
import { isUndoable } from "@/lib/across/undo/vocabulary";
import { toPathId } from "@/lib/core/address/search-params";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { findRun } from "@/lib/core/bulk/list-read-model";
import { bulkRunQuery } from "@/lib/core/bulk/queries";
import { loadRunSearch } from "@/lib/core/bulk/search-params";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function BulkRunPage({ params, searchParams }: Props) {
  const by = await permitPage("bulk:read");
  const id = toPathId((await params).id) ?? notFound();
  const search = await loadRunSearch(searchParams);
  const found = await findRun(by, id, search);
  if (!found) notFound();
  const { actor } = by;
  const viewer = {
    email: actor.email,
    canWrite: can(actor, "bulk:write"),
    canApprove: can(actor, "bulk:approve"),
  };
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...bulkRunQuery(id, search), queryFn: async () => found },
          // Prefetched, so that the Undo button is there from the start and moves no others.
          ...(isUndoable(found.run)
            ? [{ ...undoQuery(id), queryFn: () => planUndo(by, { runId: id }) }]
            : []),
        ]}
      >
        <RunPanel runId={id} viewer={viewer} />
      </Prefetch>
    </Page>
  );
}
