import sharp from "sharp";
import { expect, test } from "vitest";
import type { Chart } from "./digest";
import { drawChart } from "./picture";
import { toStack } from "./stack";

const days = ["2026-10-01", "2026-10-02", "2026-10-03"];
const chart: Chart = {
  title: "Cost",
  span: "Oct 1 – Oct 3, 2026",
  total: "$35.00",
  ...toStack(
    days.map((startsOn, at) => ({
      startsOn,
      total: String(at * 1000),
      parts: [
        { key: "shop", value: String(at * 900) },
        { key: "lab", value: String(at * 100) },
      ],
    })),
    [
      { key: "shop", name: "<b>Shop</b> & Größe\u202e ".repeat(9), amount: "$27.00", color: 0 },
      { key: "lab", name: "Lab", amount: "$3.00", color: "#8f3dd3" },
      { key: "gone", name: "Gone", amount: "$0.00", color: null },
    ],
    { locale: "en", format: (cents) => `$${cents}` },
  ),
};

test("bars are stacked to shares of the tallest, also beside a credit", () => {
  expect(chart).toMatchObject({ most: "$2000", first: "Oct 1", last: "Oct 3" });
  expect(chart.parts.map(({ shares }) => shares)).toEqual([
    [0, 0.45, 0.9],
    [0, 0.05, 0.1],
    [0, 0, 0],
  ]);
  const parts = [
    { key: "cost", value: "300" },
    { key: "credit", value: "-200" },
  ];
  const beside = toStack(
    [{ startsOn: "2026-10-01", total: "100", parts }],
    [
      { key: "cost", name: "", amount: "", color: 0 },
      { key: "credit", name: "", amount: "", color: 1 },
    ],
    { locale: "en", format: String },
  );
  expect(beside.parts.map(({ shares }) => shares)).toEqual([[1], [0]]);
});

test("the picture shows the title, the total, the axes, and a legend in text", async () => {
  const picture = await drawChart(chart);
  if (!picture) throw new Error("nothing was drawn");
  const { width = 0, height = 0 } = await sharp(picture).metadata();
  expect([width, height]).toEqual([1280, 640]);
  const darkest = async (left: number, top: number) => {
    const place = { left: 2 * left, top: 2 * top, width: 160, height: 36 };
    const { channels } = await sharp(await sharp(picture).extract(place).removeAlpha().toBuffer()).stats();
    return Math.max(...channels.map(({ min }) => min));
  };
  const written = { title: [20, 20], total: [540, 20], most: [20, 72], last: [540, 232], name: [38, 260] };
  for (const [left = 0, top = 0] of Object.values(written))
    expect(await darkest(left, top)).toBeLessThan(130);
  expect(await darkest(250, 20)).toBe(255);
});

test("a report without bars, or with too many, has no picture", async () => {
  expect(await drawChart({ ...chart, parts: [] })).toBeNull();
  const shares = Array.from({ length: 401 }, () => 1);
  expect(await drawChart({ ...chart, parts: [{ name: "", amount: "", color: 0, shares }] })).toBeNull();
});
