import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { passkeyReads } from "./reads";

const read = queriesOf<typeof passkeyReads>();

export function passkeysQuery() {
  return read(["passkeys"], "passkeys");
}

export function ownPasskeysQuery() {
  return read(["passkeys", "own"], "passkeys/own");
}
