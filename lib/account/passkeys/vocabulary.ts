export const maxNameLength = 60;
