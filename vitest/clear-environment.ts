import { variableNames } from "@/lib/core/env/env-variables";

// Tests must not depend on the shell's environment.
for (const name of variableNames) delete process.env[name];
process.env.DATA_DIR = "memory://";
process.env.LOG_LEVEL = "silent";
