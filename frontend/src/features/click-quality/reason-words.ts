/** Why clicks don't count, in short; the Go side says what each means. */
const words: Record<string, string> = {
  '': 'Counted',
  bot: 'Crawlers and bots',
  preview: 'Link previews',
  scanner: 'Security scanners',
  prefetch: 'Loaded ahead',
  repeat: 'Repeats',
  ended: 'Offer had ended',
  ignored: 'Ignored by your rules',
};

export function reasonWords(reason: string): string {
  return words[reason] ?? reason;
}
