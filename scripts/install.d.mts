type Packages = Record<string, { version: string; integrity?: string; dev?: boolean; optional?: boolean }>;

/** Whether everything is there that the lock asks for, and nothing else. */
export function isInstalled(lock: Packages, installed: Packages, withDev: boolean): boolean;
