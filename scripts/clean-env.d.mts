type Environment = Record<string, string | undefined>;

export function toCleanEnv(env?: Environment): Environment;

export function toNpmEnv(env?: Environment): Environment;
