import { places } from "@/components/shell/navigation";
import { themes } from "@/components/shell/theme";
import { themeLabels } from "@/components/shell/theme-switch";
import { hitKinds } from "@/lib/across/palette/vocabulary";
import { assignableRoles } from "@/lib/core/organization/vocabulary";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import { createFinder } from "./find-commands";
import { isMonthPage, listMonthNames, listOfMonth, readMonth } from "./month-phrase";
import { kindOf, type ObjectOperationName } from "./object-operations";
import { type AskedWords, readAsked, toFoldedList, toSynonyms } from "./read-asked";

type Command = {
  value: string;
  label: string;
  detail?: string;
  words: string;
  name?: ObjectOperationName;
};

/** What an admin may do, in the words of a language. */
function toCommands({ palette, shell }: typeof en): Command[] {
  const { words, objectOperations, operations, operationWords, pageWords } = palette;
  const pages = places.flatMap((place) =>
    place.pages.map(({ name, href }) => ({
      value: href,
      label: shell.nav[name],
      detail: shell.nav[place.name],
      words: pageWords[name],
    })),
  );
  // Sound: a record's own keys.
  const known = (Object.keys(operations) as (keyof typeof operations)[]).map((name) => ({
    value: name,
    label: operations[name],
    words: operationWords[name],
  }));
  const onObjects = (Object.keys(objectOperations) as ObjectOperationName[]).map((name) => ({
    value: name,
    name,
    label: objectOperations[name].label,
    words: `${objectOperations[name].words}, ${words.nouns[kindOf(name)]}`,
  }));
  return [
    ...pages,
    ...known,
    { value: "signOut", label: shell.signOut, words: operationWords.signOut },
    ...themes.map((theme) => ({
      value: `theme-${theme}`,
      label: `${shell.theme}: ${shell[themeLabels[theme]]}`,
      words: operationWords.theme[theme],
    })),
    { value: "language", label: `${shell.language}: Deutsch`, words: operationWords.language },
    ...onObjects,
  ];
}

function toReader(locale: string, messages: typeof en) {
  const { words } = messages.palette;
  const { from, to, alike, as, articles } = words.pair;
  const filler = new Set(toFoldedList(words.operationFiller));
  const asking: AskedWords<string> = {
    links: {
      from: toFoldedList(from),
      to: toFoldedList(to),
      alike: toFoldedList(alike),
      as: toFoldedList(as),
      articles: toFoldedList(articles),
    },
    roles: assignableRoles.map((role) => ({ role, name: messages.members.roles[role] })),
    filler,
    anyone: toFoldedList(words.anyone),
  };
  const months = {
    names: listMonthNames(locale),
    current: toFoldedList(words.ranges.this_month),
    last: toFoldedList(words.ranges.last_month),
  };
  const nouns = hitKinds.flatMap((kind) => toFoldedList(words.nouns[kind]));
  const find = createFinder(toCommands(messages), { filler, nouns, synonyms: toSynonyms(words.synonyms) });
  return {
    list: (text: string) => {
      const whole = find(text).filter(({ rest }) => rest === "");
      const sure = whole.filter(({ isSure }) => isSure);
      return (sure.length > 0 ? sure : whole).map(({ command }) => command.label);
    },
    ask: (text: string) => readAsked(text, find(text), asking),
    ofMonth: (text: string, today: string) =>
      listOfMonth(
        find(text),
        readMonth(text, months, today),
        ({ value }) => value === "closeMonth" || isMonthPage(value),
      ).map(({ command, month }) => `${command.label}: ${month}`),
  };
}

/** What the palette reads in each language. */
export const readers = { en: toReader("en", en), de: toReader("de", de) };
