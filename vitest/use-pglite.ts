import { inject } from "vitest";
import { keepStore } from "./keep-store";

keepStore(async () => {
  const { openInMemory } = await import("@/lib/core/db/open-embedded");
  return openInMemory(inject("migratedPglite"));
});
