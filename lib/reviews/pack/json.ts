import "server-only";
import { listPackRows, type PackHead, type PackPlace, type PackTotals } from "./content-read-model";

type Content = { head: PackHead; places: readonly PackPlace[]; totals: PackTotals };

/** The same as the other files hold, for programs: every value as it was frozen. */
export async function* toPackJson({ head, places, totals }: Content): AsyncGenerator<string> {
  yield `{"review":${JSON.stringify(head)},\n"totals":${JSON.stringify(totals)},\n"workspaces":[`;
  for (const [index, place] of places.entries()) {
    const rows = await listPackRows({ head, workspaceId: place.workspaceId });
    const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
    yield `${index === 0 ? "" : ","}\n{"workspace":${JSON.stringify(place)},\n"rows":[\n${lines}]}`;
  }
  yield "]}\n";
}
