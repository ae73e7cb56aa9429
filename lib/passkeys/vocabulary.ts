export const longestName = 60;
