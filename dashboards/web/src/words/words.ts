import { Observable } from '../kit/observable';
import { Remembered } from '../kit/remembered';
import type { Bilingual } from '../api/types';
import en from './en.json';
import ja from './ja.json';

export type Language = 'ja' | 'en';
export type Key = keyof typeof ja;

const catalogues: Record<Language, Record<Key, string>> = { ja, en };

/** The language of every text on the pages; Japanese until somebody chooses otherwise. */
export const language: Observable<Language> = new Remembered<Language>(
  'language',
  ['ja', 'en'],
  'ja',
);

/** A text of the catalogue, with `{name}` replaced by the argument of that name. */
export function say(key: Key, args: Readonly<Record<string, string | number>> = {}): string {
  return catalogues[language.value][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in args ? String(args[name]) : whole,
  );
}

/** A text that the station sends in both languages. */
export function told(text: Bilingual): string {
  return text[language.value];
}
