import { beforeEach, expect, test, vi } from "vitest";
import { listToasts, onToastChange, removeToast, toast } from "./toast-store";

beforeEach(() => {
  for (const { id } of listToasts()) removeToast(id);
});

test("a success replaces the one before it and leaves failures alone", () => {
  toast("Saved");
  toast("Refused", { tone: "failure", requestId: "req_1" });
  toast("Role changed");
  expect(listToasts().map(({ message }) => message)).toEqual(["Role changed", "Refused"]);
});

test("the latest three failures stay", () => {
  toast("Saved");
  for (const message of ["1", "2", "3", "4", "5"]) toast(message, { tone: "failure" });
  expect(listToasts().map(({ message }) => message)).toEqual(["5", "4", "3", "Saved"]);
});

test("listeners hear every change until they leave", () => {
  const listener = vi.fn();
  const leave = onToastChange(listener);
  toast("Saved");
  leave();
  toast("Saved again");
  expect(listener).toHaveBeenCalledTimes(1);
});
