import "server-only";
import { getLogName } from "@/lib/core/audit/checkpoint";
import { getAuditKey } from "@/lib/core/audit/key";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import { toCsv } from "@/lib/core/sheets/csv";
import { type Event, listAllEvents } from "@/lib/governance/reviews/events-read-model";
import { hashReview } from "@/lib/governance/reviews/freeze-store";
import { type PackFile, toArchive } from "./archive";
import {
  countPack,
  findPackHead,
  listPackPlaces,
  type PackHead,
  type PackPlace,
  type PackTotals,
  walkPackRows,
} from "./content-read-model";
import { manifestPath, signManifest, type Unsigned } from "./manifest";
import { toReport } from "./report";
import { toPackSheet } from "./sheet";

/** The zip of a closed review, from its frozen rows alone. */
export async function* makePack(reviewId: string): AsyncGenerator<Uint8Array> {
  const head = await findPackHead(reviewId);
  if (!head) throw new AppError("refused", "the review is open", { reason: "review_open" });
  const places = await listPackPlaces(reviewId);
  const totals = await countPack(reviewId);
  const found = await hashReview(await database(), reviewId);
  const key = await getAuditKey();
  const log = await getLogName();
  const content = { head, places, totals, events: await listAllEvents(reviewId) };
  const toManifest = (files: PackFile[]): Unsigned => ({
    log,
    review: {
      id: head.id,
      name: head.name,
      kind: head.kind,
      startedAt: head.startedAt,
      closedAt: head.closedAt,
      closedBy: head.closedBy,
    },
    rows: totals.rows,
    workspaces: totals.workspaces,
    exceptions: totals.outcomes.exception ?? 0,
    population: { frozen: head.hash, found },
    madeAt: new Date().toISOString(),
    files: [...files],
  });
  yield* toArchive(
    [
      { path: "report.html", pieces: toReport({ ...content, isIntact: found === head.hash }) },
      { path: "decisions.csv", pieces: toCsv(toPackSheet(head, places)) },
      { path: "review.json", pieces: toPackJson(content) },
    ],
    (files) => ({ path: manifestPath, pieces: [signManifest(toManifest(files), key)] }),
  );
}

type Content = {
  head: PackHead;
  places: readonly PackPlace[];
  totals: PackTotals;
  events: readonly Event[];
};

/** The same as the other files hold, for programs: every value as it was frozen. */
async function* toPackJson({ head, places, totals, events }: Content): AsyncGenerator<string> {
  yield `{"review":${JSON.stringify(head)},\n"totals":${JSON.stringify(totals)},\n"events":${JSON.stringify(events)},\n"workspaces":[`;
  let separator = "";
  for await (const { place, rows } of walkPackRows(head, places)) {
    const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
    yield `${separator}\n{"workspace":${JSON.stringify(place)},\n"rows":[\n${lines}]}`;
    separator = ",";
  }
  yield "]}\n";
}
