import { beforeEach, expect, test, vi } from "vitest";
import { listToasts, onToastChange, removeLasting, removeToast, toast } from "./toast-store";

beforeEach(() => {
  for (const { id } of listToasts()) removeToast(id);
});

test("a success replaces the previous success and keeps failures", () => {
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

test("listeners are notified of every change until they unsubscribe", () => {
  const listener = vi.fn();
  const leave = onToastChange(listener);
  toast("Saved");
  leave();
  toast("Saved again");
  expect(listener).toHaveBeenCalledTimes(1);
});

const list = () => listToasts().map(({ message, isEarlier = false }) => [message, isEarlier]);

test("a lasting toast isn't replaced by a later success, and is announced once", () => {
  toast("a deactivated", { isLasting: true });
  toast("Saved");
  expect(list()).toEqual([
    ["Saved", false],
    ["a deactivated", true],
  ]);
  toast("Refused", { tone: "failure" });
  toast("Saved again");
  expect(list().map(([message]) => message)).toEqual(["Saved again", "Refused", "a deactivated"]);
});

test("the latest three lasting toasts stay", () => {
  for (const message of ["1", "2", "3", "4", "5"]) toast(message, { isLasting: true });
  expect(list().map(([message]) => message)).toEqual(["5", "4", "3"]);
});

test("a newer lasting toast about the same subject replaces the older one", () => {
  toast("a deactivated", { isLasting: true, subject: "a" });
  toast("b deactivated", { isLasting: true, subject: "b" });
  toast("a activated", { subject: "a" });
  expect(list().map(([message]) => message)).toEqual(["a activated", "b deactivated"]);
});

test("lasting toasts end when the page is left, and others after their time", () => {
  toast("a deactivated", { isLasting: true });
  toast("Refused", { tone: "failure" });
  toast("Saved");
  removeLasting();
  expect(list().map(([message]) => message)).toEqual(["Saved", "Refused"]);
});
