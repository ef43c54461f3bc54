import type { Named } from '../api/types';

/** People whose name or id holds what was typed; those whose name begins with it first. */
export function matching(people: readonly Named[], typed: string, max: number): readonly Named[] {
  const wanted = folded(typed);
  const beginning: Named[] = [];
  const holding: Named[] = [];
  for (const person of people) {
    const name = folded(person.name);
    if (name.startsWith(wanted)) {
      beginning.push(person);
    } else if (name.includes(wanted) || folded(person.id).includes(wanted)) {
      holding.push(person);
    }
  }
  return [...beginning, ...holding].slice(0, max);
}

/** The one person who is called exactly so, however it was typed. */
export function named(people: readonly Named[], typed: string): Named | undefined {
  const wanted = folded(typed);
  const found = people.filter(
    (person) => folded(person.name) === wanted || folded(person.id) === wanted,
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Width, case, spaces, and hiragana against katakana make no difference to people. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s/g, '')
    .replaceAll(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
