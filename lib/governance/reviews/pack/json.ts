import "server-only";
import { type PackHead, type PackPlace, type PackTotals, walkPackRows } from "./content-read-model";

type Content = { head: PackHead; places: readonly PackPlace[]; totals: PackTotals };

/** The same as the other files hold, for programs: every value as it was frozen. */
export async function* toPackJson({ head, places, totals }: Content): AsyncGenerator<string> {
  yield `{"review":${JSON.stringify(head)},\n"totals":${JSON.stringify(totals)},\n"workspaces":[`;
  let separator = "";
  for await (const { place, rows } of walkPackRows(head, places)) {
    const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
    yield `${separator}\n{"workspace":${JSON.stringify(place)},\n"rows":[\n${lines}]}`;
    separator = ",";
  }
  yield "]}\n";
}
