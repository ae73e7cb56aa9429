import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { createTestSandbox, type TestSandbox, type TestSandboxOptions } from "./test-sandbox";

/** The one that this process's requests go to, in the place of the trial's. */
export function openTestSandbox(options: TestSandboxOptions = {}): TestSandbox {
  return processSingleton("sandbox", () => createTestSandbox(options));
}

export function resetSandbox(options: TestSandboxOptions = {}): TestSandbox {
  forget("sandbox");
  return openTestSandbox(options);
}

export function listWrites(): string[] {
  return [...openTestSandbox().requests.keys()].filter((request) => !request.startsWith("GET"));
}
