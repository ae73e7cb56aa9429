type Packages = Record<string, { version: string; integrity?: string; dev?: boolean; optional?: boolean }>;

export function warnOfOldNode(version?: string, stream?: { write: (text: string) => unknown }): void;

export function isInstalled(lock: Packages, installed: Packages, withDev: boolean): boolean;
