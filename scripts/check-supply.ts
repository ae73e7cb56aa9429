import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { listAdvisoryProblems, toReport } from "./advisories";
import { runCommand } from "./command";
import { listSupplyProblems } from "./supply";

const maxAuditMs = 15_000;

/** Part of `npm run check`: verifies what is installed, and asks the registry for advisories if it can be reached. */
await runCommand(async () => {
  const report = readAdvisories();
  if (report === null) console.log("The registry gave no advisories, so they were not checked.");
  const problems = [
    ...listSupplyProblems({
      manifest: readFileSync("package.json", "utf8"),
      lock: readFileSync("package-lock.json", "utf8"),
      npmrc: readFileSync(".npmrc", "utf8"),
    }),
    ...listAdvisoryProblems(report),
  ];
  if (problems.length > 0)
    throw new Error(`Dependencies:\n${problems.map((each) => `  ${each}`).join("\n")}`);
});

function readAdvisories(): string | null {
  const npm = process.env.npm_execpath;
  const [program, own] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const args = ["audit", "--json", "--omit=dev", "--fetch-retries=0", "--fetch-timeout=5000"];
  const { stdout } = spawnSync(program, [...own, ...args], {
    encoding: "utf8",
    timeout: maxAuditMs,
    // npm writes its own errors there.
    stdio: ["ignore", "pipe", "ignore"],
  });
  return toReport(stdout ?? "");
}
