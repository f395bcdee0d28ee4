import type { Format } from '../../lib/format';
import type { desktop } from '../../wailsjs/go/models';

/** A note in plain words: what stands out, the numbers beside what was usual, and what to do. */
export interface NoteWords {
  title: string;
  text: string;
  advice: string;
}

/** How many of how many, as a share: 30 of 60 → "50 %". */
export function shareOf(part: number, of: number): string {
  if (of === 0) return '–';
  const share = (part / of) * 100;
  return `${share > 0 && share < 9.95 ? share.toFixed(1) : Math.round(share)} %`;
}

/** The country of a code, as this language calls it. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function noteWords(note: desktop.QualityNote, format: Format): NoteWords {
  const { count, money } = format;
  const usual = note.general ? 'For all members together it was' : 'In the weeks before it was';
  const now = `${count(note.part)} of ${count(note.of)}`;
  const before = `${usual} ${count(note.partBefore)} of ${count(note.ofBefore)} (${shareOf(note.partBefore, note.ofBefore)})`;
  const share = shareOf(note.part, note.of);
  switch (note.kind) {
    case 'soon':
      return {
        title: 'Conversions right after the click',
        text: `${now} conversions (${share}) came within a minute of the click, after ${count(note.seconds)} seconds on average. ${before}.`,
        advice:
          'People need longer than that to buy. Look at these orders with the brand before you pay: a browser extension or a script may click just before the order is sent.',
      };
    case 'referrer':
      return {
        title: `Nearly all conversions come from ${note.value}`,
        text: `${now} conversions (${share}) came from ${note.value}. ${before}.`,
        advice:
          'Open that site and look whether the member may promote there: coupon and cashback sites often take orders that were coming anyway.',
      };
    case 'no_sales':
      return {
        title: 'Many more clicks, and no sale',
        text: `${count(note.of)} clicks in ${days(note.days)} brought no conversion. In ${days(note.daysBefore)} before, ${count(note.ofBefore)} clicks brought ${count(note.partBefore)}.`,
        advice:
          'First check the member’s links under Link health: the page may be broken. If it is not, ask where the visitors come from; paid clicks of this kind should not be paid before that is clear.',
      };
    case 'jump':
      return {
        title: 'Far more earned per click',
        text: `Every 100 clicks brought a payout of ${money(note.hundred)}, before ${money(note.hundredWas)}: ${count(note.part)} conversions from ${count(note.of)} clicks, before ${count(note.partBefore)} from ${count(note.ofBefore)}.`,
        advice:
          'A campaign that fits its audience can do that. Look at the orders and their promo codes, and thank the member if they are real: then it is worth asking what was done.',
      };
    case 'night':
      return {
        title: 'Conversions in the middle of the night',
        text: `${now} conversions (${share}) came between midnight and five in the morning. ${before}.`,
        advice:
          'Look whether the customers are in another time zone. If they are not, compare the orders: scripts like the hours in which nobody watches.',
      };
    case 'country':
      return {
        title: `Suddenly many conversions from ${countryName(note.value)}`,
        text: `${now} conversions (${share}) came from ${countryName(note.value)}. ${before}.`,
        advice: 'Look whether the brand ships there, and whether these orders stand or are sent back.',
      };
    case 'rejected':
      return {
        title: 'Many clicks that don’t count',
        text: `${now} clicks (${share}) were rejected. ${before}.`,
        advice:
          'Look at the reasons in the table below. Bots and repeats that keep coming are bought or scripted clicks; link previews only mean that the link was shared a lot.',
      };
  }
  return { title: note.kind, text: `${now} (${share}). ${before}.`, advice: '' };
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

const thresholdNames: Record<string, string> = {
  soon: 'Conversions right after the click',
  referrer: 'One referrer dominates',
  no_sales: 'Clicks up, no sale',
  jump: 'Earned per click',
  night: 'At night',
  country: 'A new country',
  rejected: 'Rejected clicks',
};

/** From when on something is noted, in a sentence. */
export function thresholdWords({
  kind,
  least,
  base,
  percent,
  times,
  general,
}: desktop.QualityThreshold): NoteWords {
  const of = kind === 'rejected' || kind === 'no_sales' ? 'clicks' : 'conversions';
  const own = general ? `; with fewer than ${base} before, all members together are the measure` : '';
  const title = thresholdNames[kind] ?? kind;
  if (kind === 'no_sales') {
    return {
      title,
      text: `At least ${least} clicks without a conversion, ${times} times as many a day as before, from a member with ${base} clicks before that did bring some.`,
      advice: '',
    };
  }
  if (kind === 'jump') {
    return {
      title,
      text: `At least ${least} conversions now and ${base} before, and ${times} times the payout per click, by more conversions and not by larger orders.`,
      advice: '',
    };
  }
  return {
    title,
    text: `At least ${percent} % of at least ${least} ${of}, and ${times} times the share before, of at least ${base}${own}.`,
    advice: '',
  };
}
