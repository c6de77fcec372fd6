// The languages and texts of an element on another's page.
import { json, locales, messages, type Texts } from "./files.ts";

/** The language that a BCP 47 tag asks for, as `Locale::from_tag` reads it; `undefined` for none. */
export function speaks(tag: string): string | undefined {
  const asked = tag.toLowerCase().replaceAll("_", "-");
  // A text has at least one part.
  const [language] = asked.split("-") as [string];
  if (language === "zh") return /-(hant|tw|hk|mo)\b/.test(asked) ? "zh-TW" : "zh-CN";
  const tags: Record<string, string> = { en: "en", pt: "pt-BR", in: "id", ...Object.fromEntries(Object.keys(locales).map((own) => [own, own])) };
  return Object.hasOwn(tags, language) ? tags[language] : undefined;
}

/** The messages of a language, with `changes` (key → text) instead of ours. */
export async function changed(tag: string, changes: Readonly<Record<string, string>> | undefined): Promise<Texts> {
  const texts = await messages(tag);
  const english = changes && (await json<Record<string, string>>(__REGAIN_TEXTS_URL__));
  if (!english) return texts;
  const [keys, own] = [Object.keys(english), texts ?? Object.values(english)];
  for (const key of Object.keys(changes)) {
    if (!keys.includes(key)) console.error(`regain: there is no message "${key}"`);
  }
  return keys.map((key, index) => String(Object.hasOwn(changes, key) ? changes[key] : own[index]));
}
