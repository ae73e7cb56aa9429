import "server-only";

/** What documentation and templates put in a secret's place, our own included. */
const examples = [
  /change[-_ ]?(me|this|it)/i,
  /replace[-_ ]?(me|this|with)/i,
  /your[-_ ]?(nextauth|secret|token|key|own)/i,
  /(my|super|top|some)[-_ ]?secret/i,
  /example|placeholder|insert[-_ ]|openssl[-_ ]rand/i,
  /^(0123456789|1234567890|abcdefghij)/i,
  /^(.{1,8}?)\1{2,}.{0,7}$/,
];

/** Everyone knows these, however long they are; the last kind repeats a few characters. */
export function isExampleSecret(text: string): boolean {
  return examples.some((example) => example.test(text));
}
