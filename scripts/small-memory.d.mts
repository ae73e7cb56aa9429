type Process = {
  platform: string;
  env: Record<string, string | undefined>;
  execPath: string;
  execArgv: string[];
  argv: string[];
  send?: unknown;
  execve?: (file: string, args: string[], env: Record<string, string>) => void;
};

export function startWithSmallMemory(process?: Process): void;
