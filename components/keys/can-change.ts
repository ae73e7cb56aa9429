import type { KeyChoice } from "@/lib/directory/keys/schema";
import { toKeyRefusal } from "@/lib/directory/keys/vocabulary";

export type BulkOperation = "activate" | "deactivate" | "archive";

const statusAfter: Record<BulkOperation, string> = {
  activate: "active",
  deactivate: "inactive",
  archive: "archived",
};

/** Not if it would change nothing, or if the API would refuse. */
export function canChange({ status }: Pick<KeyChoice, "status">, operation: BulkOperation): boolean {
  return status !== statusAfter[operation] && toKeyRefusal(status, operation) === null;
}
