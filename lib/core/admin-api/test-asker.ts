import "server-only";
import { createInterface } from "node:readline";
import { database } from "@/lib/core/db/client";
import { SharedBudget } from "./shared-budget";

const [name = "", size, windowMs, holdMs] = process.argv.slice(2);
const bucket = { name, size: Number(size), windowMs: Number(windowMs), holdMs: Number(holdMs) };
const budget = new SharedBudget(bucket);
await database();
process.stdout.write("ready\n");
for await (const order of createInterface(process.stdin)) {
  const [priority, count] = order.split(" ");
  if (priority !== "write" && priority !== "page" && priority !== "background") continue;
  for (let asked = 0; asked < Number(count); asked += 1)
    budget.take(priority).then(() => {
      process.stdout.write(`${performance.timeOrigin + performance.now()}\n`);
    });
}
