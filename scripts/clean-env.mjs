/** What the code of packages may know while it is installed and built: this machine, and nothing of this installation. */
const ofMachine = [
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CI|TZ|LANG|LANGUAGE|LC_\w+|XDG_\w+_HOME)$/,
  /^(TMPDIR|TMP|TEMP|SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|USERPROFILE|PROGRAM(FILES|DATA)\w*)$/i,
  /^(HTTPS?_PROXY|NO_PROXY|ALL_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i,
  /^(NODE_ENV|NODE_OPTIONS|NODE_V8_COVERAGE|NEXT_TELEMETRY_DISABLED|MALLOC_\w+)$/,
];
/** Only npm reaches the registry, which may ask for a token. */
const ofNpm = [/^npm_config_\w+$/i, /^(NPM_TOKEN|NODE_AUTH_TOKEN)$/];

export function toCleanEnv(env = process.env) {
  return pick(env, ofMachine);
}

export function toNpmEnv(env = process.env) {
  return pick(env, [...ofMachine, ...ofNpm]);
}

function pick(env, patterns) {
  const isKept = ([name]) => patterns.some((pattern) => pattern.test(name));
  return Object.fromEntries(Object.entries(env).filter(isKept));
}
