import "server-only";
import { hash } from "./random";

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

export type Clock = () => Date;

export function toDay(instantMs: number): number {
  return Math.floor(instantMs / dayMs);
}

export function floorTo(instantMs: number, stepMs: number): number {
  return Math.floor(instantMs / stepMs) * stepMs;
}

export function formatBucketTime(instantMs: number): string {
  return new Date(instantMs).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function formatInstant(instantMs: number): string {
  const micros = String(hash(instantMs % 0x7fffffff) % 1000).padStart(3, "0");
  return new Date(instantMs).toISOString().replace("Z", `${micros}Z`);
}
