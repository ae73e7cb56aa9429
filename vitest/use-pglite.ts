import { afterAll, inject } from "vitest";
import { keepStore } from "./keep-store";

const close = keepStore(async () => {
  const { openInMemory } = await import("@/lib/db/open-embedded");
  return openInMemory(inject("migratedPglite"));
});

afterAll(close);
