import { variableNames } from "@/lib/env-variables";

// What the shell of whoever runs the tests holds must not decide them.
for (const name of variableNames) delete process.env[name];
process.env.DATA_DIR = "memory://";
process.env.LOG_LEVEL = "silent";
