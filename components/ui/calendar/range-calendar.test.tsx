import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import messages from "@/messages/en.json";
import { RangeCalendar } from "./range-calendar";

function listTabStops(to: string): string[] {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ ui: messages.ui }}>
      <RangeCalendar value={{ from: "2026-11-01", to }} max="2026-11-26" onChange={() => {}} />
    </NextIntlClientProvider>,
  );
  const days = html.match(/<button[^>]* tabindex="0"[^>]*>\d+/gi) ?? [];
  return days.map((day) => `${day.includes("disabled=") ? "disabled " : ""}${day.split(">").at(-1)}`);
}

test("Tab leads to the last day of the range, or to the last day that can be selected", () => {
  expect(listTabStops("2026-11-20")).toEqual(["20"]);
  expect(listTabStops("2026-11-30")).toEqual(["26"]);
  expect(listTabStops("2099-01-01")).toEqual(["26"]);
});
