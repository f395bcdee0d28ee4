/** Whether all words of a search occur in some of the texts. */
export function matches(search: string, ...texts: string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
