import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import messages from "@/messages/en.json";
import { LogRoleWarning } from "./log-role-warning";

function show(role: "embedded" | "append_only" | "can_change"): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <LogRoleWarning role={role} />
    </NextIntlClientProvider>,
  );
}

test("Settings warn of a role that can change the log, and say what to do", () => {
  expect(show("can_change")).toContain("Connect as castellan_server instead");
});

test.each(["embedded", "append_only"] as const)("Settings don't warn of the role %s", (role) => {
  expect(show(role)).toBe("");
});
