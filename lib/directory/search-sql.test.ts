import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "@/lib/db/client";
import { isLike } from "./search-sql";

test.each([
  ["Ada Lovelace", "LOVE", true],
  ["ÜNAL Örs", "ünal ö", true],
  ["ünal", "ÜNAL", true],
  ["ΣΊΣΥΦΟΣ", "σίσυφ", true],
  ["Ada", "Äda", false],
  ["50 %", "%", true],
  ["ada_1", "ada_", true],
  ["adax1", "ada_", false],
  ["a\\b", "\\", true],
  ["Ada", " ada ", true],
])("in %s, searching for %s finds: %s", async (text, searched, isFound) => {
  const db = await database();
  const { rows } = await db.execute(sql`select ${isLike(sql`${text}::text`, searched)} as found`);
  expect(rows).toEqual([{ found: isFound }]);
});
