import { decimals, type Money } from './money';

/** How this workspace writes numbers, amounts and times. */
export interface Format {
  readonly timeZone: string;
  /** 1234 → "1,234" */
  count(value: number): string;
  /** A number in short, for the axis of a chart: 12500 → "12.5K". */
  compact(value: number): string;
  /** The size of a file: 2097152 → "2.1 MB", 3200 → "3 kB". */
  size(bytes: number): string;
  /** An amount without its currency, for a column whose head names it. */
  amount(money: Money): string;
  /** An amount with its currency, for one that stands alone. */
  money(money: Money): string;
  /** A sentence of the Go side with its amounts as `money` writes them: "short by 2.00 USD" → "short by $2.00". */
  sentence(text: string): string;
  /** Per cent as the Go side wrote it: "12.5" → "12.5 %"; nothing → "–". */
  percent(text: string): string;
  /** A calendar day: "2026-11-22" → "22 Nov 2026". */
  day(day: string): string;
  /** A calendar month: "2026-11" → "Nov 2026". */
  month(month: string): string;
  /** A calendar day, without the year when it is the year of `now`: "22 Nov". */
  shortDay(day: string, now: string): string;
  /** The day of an RFC 3339 instant in the workspace's time zone. */
  date(instant: string): string;
  /** An RFC 3339 instant in the workspace's time zone. */
  dateTime(instant: string): string;
  /** Only the time of day, or day and time when it is not the day of `now`. */
  time(instant: string, now: string): string;
  /** "2 min ago"; beyond a day, date and time. */
  ago(instant: string, now: string): string;
  /** For an instant that is known to the hour: "this hour", "3 h ago"; beyond a day, the date. */
  hoursAgo(instant: string, now: string): string;
}

const fallbackLocale = 'en-US';

/** An amount as a sentence of the Go side has it: "1,250.00 USD". */
const amountInWords = /([-−]?\d[\d,]*(?:\.\d+)?) ([A-Z]{3})\b/g;
const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Makes a Format; an unusable locale or time zone gives way to the fallback instead of an error. */
export function createFormat(locale: string, timeZone: string): Format {
  const language = usable(() => new Intl.NumberFormat(locale)) ? locale || fallbackLocale : fallbackLocale;
  const zone = usable(() => new Intl.DateTimeFormat(language, { timeZone })) ? timeZone || 'UTC' : 'UTC';

  const counts = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const megabytes = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'megabyte',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const kilobytes = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  });
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const shortDays = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const instants = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  const times = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: zone });
  const zoneDays = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: zone });
  const localDay = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: zone });
  const amounts = amountFormats(language);

  const day = (text: string) => {
    const at = dayOf(text);
    return at ? days.format(at) : '–';
  };
  const written = (format: Intl.DateTimeFormat) => (instant: string) => {
    const at = parse(instant);
    return at ? format.format(at) : '–';
  };
  const dateTime = written(instants);
  const date = written(zoneDays);
  const time = (instant: string, now: string) => {
    const [at, today] = [parse(instant), parse(now)];
    if (!at) return '–';
    const sameDay = today && localDay.format(at) === localDay.format(today);
    return sameDay ? times.format(at) : instants.format(at);
  };
  return {
    timeZone: zone,
    count: (value) => counts.format(value).replace('-', '−'),
    compact: (value) => short.format(value).replace('-', '−'),
    size: (bytes) =>
      bytes < 100_000 ? kilobytes.format(Math.ceil(bytes / 1000)) : megabytes.format(bytes / 1_000_000),
    amount: (money) => amounts(money, false),
    money: (money) => amounts(money, true),
    sentence: (text) =>
      text.replace(amountInWords, (written, number: string, currency: string) =>
        currencies.has(currency)
          ? amounts({ minor: '0', currency, text: number.replaceAll(',', '').replace('−', '-') }, true)
          : written,
      ),
    percent: (text) => (text === '' ? '–' : `${formatDecimal(language, text)} %`),
    day,
    month: (text) => {
      const at = /^\d{4}-\d{2}$/.test(text) ? dayOf(`${text}-01`) : undefined;
      return at ? months.format(at) : '–';
    },
    shortDay: (text, now) => {
      const at = dayOf(text);
      return at && text.slice(0, 4) === now.slice(0, 4) ? shortDays.format(at) : day(text);
    },
    date,
    dateTime,
    time,
    ago: (instant, now) => {
      const minutes = minutesBetween(instant, now);
      if (minutes === undefined) return '–';
      if (minutes < 1) return 'just now';
      if (minutes < 60) return `${minutes} min ago`;
      return minutes < minutesADay ? `${Math.floor(minutes / 60)} h ago` : dateTime(instant);
    },
    hoursAgo: (instant, now) => {
      const minutes = minutesBetween(instant, now);
      if (minutes === undefined) return '–';
      if (minutes < 60) return 'this hour';
      return minutes < minutesADay ? `${Math.floor(minutes / 60)} h ago` : date(instant);
    },
  };
}

// Intl formats a decimal text exactly; a JavaScript number would not hold every amount.
type DecimalText = Intl.StringNumericLiteral;

function formatDecimal(language: string, text: string): string {
  const places = decimals(text);
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  return format.format(text as DecimalText);
}

function amountFormats(language: string): (money: Money, withCurrency: boolean) => string {
  const made = new Map<string, Intl.NumberFormat>();
  return (money, withCurrency) => {
    const places = decimals(money.text);
    const key = `${withCurrency ? money.currency : ''}/${places}`;
    let format = made.get(key);
    if (!format) {
      const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
      format = new Intl.NumberFormat(
        language,
        withCurrency && /^[A-Z]{3}$/.test(money.currency)
          ? { ...digits, style: 'currency', currency: money.currency }
          : digits,
      );
      made.set(key, format);
    }
    return format.format(money.text as DecimalText).replace('-', '−');
  };
}

/** A plain date has no zone; it is read and written as UTC, so that no zone can shift it. */
function dayOf(text: string): Date | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? parse(`${text}T00:00:00Z`) : parse(text);
}

const minutesADay = 24 * 60;

function minutesBetween(instant: string, now: string): number | undefined {
  const [at, from] = [parse(instant), parse(now)];
  return at && from && Math.floor((from.getTime() - at.getTime()) / 60_000);
}

function parse(instant: string): Date | undefined {
  const at = new Date(instant);
  return instant === '' || Number.isNaN(at.getTime()) ? undefined : at;
}

function usable(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
