import { beforeEach, expect, test } from "vitest";
import { noteOutcome } from "@/lib/admin-api/request-outcomes";
import { resetDatabase } from "@/lib/db/test-database";
import { AppError } from "@/lib/errors";
import { GET } from "./route";

beforeEach(resetDatabase);

const ask = (search = "") => GET(new Request(`http://castellan/api/health/ready${search}`));

test("a server isn't ready while the Admin API is down, but can still show pages", async () => {
  noteOutcome(new AppError("api_unreachable", "no answer"));
  expect((await ask()).status).toBe(503);
  const answer = await ask("?only=database");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ database: "ok", adminApi: "api_unreachable" });
  noteOutcome(null);
  expect((await ask()).status).toBe(200);
});
