import { readFile } from "node:fs/promises";

export type ProcessStats = { cpuSeconds: number; peakMegabytes: number; residentMegabytes: number };

const ticksPerSecond = 100;

export async function readProcess(pid: number): Promise<ProcessStats | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return {
      cpuSeconds: toCpuSeconds(stat),
      peakMegabytes: toMegabytes(status, "VmHWM"),
      residentMegabytes: toMegabytes(status, "VmRSS"),
    };
  } catch {
    return undefined;
  }
}

export function toCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** `VmHWM` is the most that the process ever held, and `VmRSS` what it holds now. */
export function toMegabytes(status: string, line: "VmHWM" | "VmRSS"): number {
  const [, kilobytes] = new RegExp(`^${line}:\\s+(\\d+) kB$`, "m").exec(status) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}
