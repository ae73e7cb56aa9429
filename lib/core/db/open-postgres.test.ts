import { createServer } from "node:net";
import { expect, test } from "vitest";
import { toStoreError } from "./failure";
import { openPostgres } from "./open-postgres";

async function getDeadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

test("the error names the server that refuses, but not the password", async () => {
  const port = await getDeadPort();
  const failure = await openPostgres(`postgres://ada:s3cret@127.0.0.1:${port}/castellan`).catch(
    (cause) => cause,
  );
  expect(failure).toMatchObject({
    code: "store_unavailable",
    message: `PostgreSQL at 127.0.0.1:${port}/castellan cannot be used: the connection was refused`,
  });
  expect(`${failure.message} ${JSON.stringify(failure.failure)}`).not.toContain("s3cret");
});

test("the error names a host that doesn't exist", async () => {
  await expect(openPostgres("postgres://nobody@host.invalid/castellan")).rejects.toMatchObject({
    code: "store_unavailable",
    message: expect.stringContaining("PostgreSQL at host.invalid:5432/castellan cannot be used: "),
  });
});

test.each([
  ["57P01", "it is being shut down"],
  ["28P01", "the password was refused"],
])("the cause %s is a failure of the database, however deep it is nested", (code, sentence) => {
  const lost = new Error("query failed", { cause: Object.assign(new Error("gone"), { code }) });
  expect(toStoreError(lost)).toMatchObject({
    code: "store_unavailable",
    message: expect.stringContaining(sentence),
  });
});

test("the failure of a statement is not a failure of the database", () => {
  expect(toStoreError(Object.assign(new Error("duplicate key"), { code: "23505" }))).toBeUndefined();
  expect(toStoreError("text")).toBeUndefined();
});
