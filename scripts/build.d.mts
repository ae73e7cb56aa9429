export function build(): Promise<void>;
/** Whether the last build was made from the sources as they are. */
export function isBuilt(): boolean;
