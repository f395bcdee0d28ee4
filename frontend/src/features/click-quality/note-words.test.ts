import { describe, expect, it } from 'vitest';

import { createFormat } from '../../lib/format';
import { quality, qualityNotes } from '../../test/fixture/quality';
import { noteWords, shareOf, thresholdWords } from './note-words';

const format = createFormat('en-US', 'Europe/Berlin');
const note = qualityNotes()[0];
if (!note) throw new Error('no note');

describe('words of notes', () => {
  it('say the numbers, what was usual, and what to do', () => {
    const words = noteWords(note, format);
    expect(words.text).toBe(
      '30 of 60 conversions (50 %) came within a minute of the click, after 7 seconds on average. In the weeks before it was 3 of 120 (2.5 %).',
    );
    expect(words.advice).toContain('before you pay');
  });
  it('say whose measure it is where of the member too little is known', () => {
    expect(noteWords({ ...note, kind: 'night', general: true }, format).text).toContain(
      'For all members together it was 3 of 120',
    );
  });
  it('name countries', () => {
    expect(noteWords({ ...note, kind: 'country', value: 'VN' }, format).title).toContain('Vietnam');
  });
  it('have words for every kind that has a threshold', () => {
    for (const threshold of quality().thresholds) {
      expect(noteWords({ ...note, kind: threshold.kind }, format).advice).not.toBe('');
      expect(thresholdWords(threshold).title).not.toBe(threshold.kind);
    }
  });
});

it('writes small shares with a decimal', () => {
  expect([shareOf(0, 10), shareOf(1, 200), shareOf(1, 3), shareOf(1, 0)]).toEqual([
    '0 %',
    '0.5 %',
    '33 %',
    '–',
  ]);
});
