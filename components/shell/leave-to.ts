import { hasUnsaved } from "@/components/ui/controls/unsaved";

type Ask = (address: string) => void;

let ask: Ask | undefined;

/** For navigation without a link: asks first if the page has unsaved input. */
export function leaveTo(address: string, leave: Ask): void {
  if (ask && hasUnsaved()) ask(address);
  else leave(address);
}

/** Returns a function that ends the asking. */
export function askBeforeLeaving(given: Ask): () => void {
  ask = given;
  return () => {
    ask = undefined;
  };
}
