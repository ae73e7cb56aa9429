import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { toStoreError, toStoreReason } from "./failure";

const asQuery = (cause: unknown) => new Error("Failed query: select secret", { cause });

test.each([
  ["53100", "its disk is full"],
  ["25006", "it only reads now"],
  ["25P03", "a transaction was left open for too long and was rolled back"],
  ["58030", "its disk failed"],
  ["58P01", "its files are missing"],
  ["58P02", "its files are missing"],
  ["XX001", "its files are damaged"],
  ["XX002", "its files are damaged"],
  ["57P01", "it is being shut down"],
])("a query that fails with %s reports that %s", (code, reason) => {
  const cause = Object.assign(new Error("could not extend file"), { code });
  expect(toStoreError(asQuery(cause))).toMatchObject({
    code: "store_unavailable",
    message: `the database is lost: ${reason}`,
  });
});

test("a missing socket means a missing database, and another missing file doesn't", async () => {
  const socket = await new Promise((resolve) => connect("/nowhere/socket").once("error", resolve));
  expect(toStoreReason(asQuery(socket))).toBe("it is starting up or shutting down");
  const file = await readFile("/nowhere/file").catch((cause: unknown) => cause);
  expect(toStoreReason(asQuery(file))).toBeUndefined();
});

test("a database that panicked is lost, whatever its last error was", () => {
  const cause = Object.assign(new Error("cannot drop active portal"), { code: "24000", severity: "PANIC" });
  expect(toStoreReason(asQuery(cause))).toBe("it crashed");
});

test("our own mistake is not the database's", () => {
  const cause = Object.assign(new Error("syntax error"), { code: "42601" });
  expect(toStoreError(asQuery(cause))).toBeUndefined();
});
