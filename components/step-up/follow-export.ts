import type { QueryClient } from "@tanstack/react-query";
import { confirmIdentity } from "@/components/shell/step-up-store";
import { stepUpQuery } from "@/lib/account/step-up/queries";
import { isOfPeople, toExportNoun } from "@/lib/across/exports/vocabulary";

/** Exports of people need a recent sign-in, and a refused download would show nothing; the route checks again. */
export async function followExport(href: string, client: QueryClient): Promise<void> {
  if (!isFileOfPeople(new URL(href))) return start(href);
  const { isFresh } = await client.fetchQuery(stepUpQuery());
  if (isFresh || (await confirmIdentity())) start(href);
}

function isFileOfPeople({ pathname, searchParams }: URL): boolean {
  const noun = toExportNoun(pathname);
  return noun !== null && isOfPeople(noun, searchParams);
}

/** The link stays outside the document, so that this click isn't guarded again. */
function start(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
