import "server-only";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { draftSearchParams, numberSearchParams } from "./search-params";

export function readDraftSearch(search: URLSearchParams) {
  return readStrictly(draftSearchParams, search);
}

const largest = 1_000_000;

/** A value that isn't a number finds no statement. */
export function readNumberSearch(search: URLSearchParams): { number: number } {
  const { number } = readStrictly(numberSearchParams, search, { required: ["number"] });
  return { number: Math.min(Math.max(number, 0), largest) };
}
