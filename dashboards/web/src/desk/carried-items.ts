/** What a visitor carries, as typed: one thing between two commas of any width, or per line. */
export function carriedItems(typed: string): readonly string[] {
  return typed
    .split(/[、，,;；\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
