import { expect, test } from "vitest";
import { auditActions } from "@/lib/core/audit/vocabulary";
import { keyOperations } from "./key-event-names";

test("a key's history names every operation on a key", () => {
  const recorded = auditActions.filter((action) => action.startsWith("api_key."));
  expect(keyOperations.map((name) => `api_key.${name}`).toSorted()).toEqual(recorded.toSorted());
});
