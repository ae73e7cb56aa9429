type LookOf = {
  colorScheme: "light" | "dark";
  width: number;
  height: number;
  media?: "print";
  /** Touched, not clicked. */
  isPhone?: boolean;
  /** Only these screens; all of them if missing. */
  only?: readonly string[];
};

const wide = [
  "members",
  "keys",
  "workspaces",
  "invites",
  "cost",
  "cost-people",
  "cost-statements",
  "schedules",
  "usage",
  "claude-code",
  "activity",
  "overview",
];
const printed = [
  "overview",
  "cost",
  "cost-people",
  "cost-changes",
  "cost-savings",
  "cost-chargeback",
  "cost-statement",
  "hostile-cost-people",
  "usage",
  "claude-code",
  "limits",
  "activity",
  "workspaces",
  "members",
  "keys",
];

export const looks = {
  "light-1440": { colorScheme: "light", width: 1440, height: 900 },
  "dark-1440": { colorScheme: "dark", width: 1440, height: 900 },
  "light-390": { colorScheme: "light", width: 390, height: 844, isPhone: true },
  "dark-390": { colorScheme: "dark", width: 390, height: 844, isPhone: true },
  "light-1920": { colorScheme: "light", width: 1920, height: 1080, only: wide },
  paper: { colorScheme: "dark", width: 718, height: 1016, media: "print", only: printed },
} satisfies Record<string, LookOf>;
export type Look = LookOf;

/** The pictures of README.md: file names in docs/images, and the screens that they show. */
export const readmePictures = {
  overview: "overview",
  cost: "cost",
  usage: "usage",
  "claude-code": "claude-code",
  person: "member",
  key: "key",
};
