type Packages = Record<string, { version: string; integrity?: string; dev?: boolean; optional?: boolean }>;

export function isInstalled(lock: Packages, installed: Packages, withDev: boolean): boolean;
