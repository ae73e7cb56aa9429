/** Who looks at a run, and what they may do with it. */
export type Viewer = { email: string; canWrite: boolean; canApprove: boolean };
