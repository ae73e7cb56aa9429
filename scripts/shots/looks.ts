export type Look = {
  colorScheme: "light" | "dark";
  width: number;
  height: number;
  /** Whether the screen is printed. */
  isPaper?: boolean;
  /** Whether the screen is touched, not clicked. */
  isPhone?: boolean;
  /** Only these screens, or all of them if missing. */
  only?: readonly string[];
};

const lists = ["members", "keys", "workspaces", "invites", "activity", "schedules"];
const reports = ["overview", "cost", "cost-people", "usage", "claude-code"];
const printed = ["overview", "cost", "cost-people", "cost-changes", "cost-savings", "cost-chargeback"].concat(
  ["cost-statement", "hostile-cost-people", "usage", "claude-code", "limits"],
  ["activity", "workspaces", "members", "keys"],
);

export const looks: Record<string, Look> = {
  "light-1440": { colorScheme: "light", width: 1440, height: 900 },
  "dark-1440": { colorScheme: "dark", width: 1440, height: 900 },
  "light-390": { colorScheme: "light", width: 390, height: 844, isPhone: true },
  "dark-390": { colorScheme: "dark", width: 390, height: 844, isPhone: true },
  "light-1920": {
    colorScheme: "light",
    width: 1920,
    height: 1080,
    only: [...lists, ...reports, "cost-statements"],
  },
  paper: { colorScheme: "dark", width: 718, height: 1016, isPaper: true, only: printed },
};

/** The pictures of README.md: file names in docs/images, and the screens that they show. */
export const readmePictures = {
  overview: "overview",
  cost: "cost",
  usage: "usage",
  "claude-code": "claude-code",
  person: "member",
  key: "key",
};
