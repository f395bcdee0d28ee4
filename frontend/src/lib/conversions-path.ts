import type { desktop } from '../wailsjs/go/models';

/** What the list of conversions can be narrowed by in its address. */
export type ConversionCut = Omit<desktop.ConversionFilter, 'sort' | 'descending' | 'offset' | 'limit'>;

/** The address of the list of conversions, narrowed. */
export function conversionsPath(cut: Partial<ConversionCut>): string {
  const search = new URLSearchParams();
  const put = (name: string, value: string | undefined) => value && search.set(name, value);
  put('status', cut.status);
  put('member', cut.memberId);
  put('offer', cut.offerId);
  put('link', cut.linkId);
  put('currency', cut.currency);
  put(
    'period',
    cut.period && (cut.period.from || cut.period.to) ? `${cut.period.from}..${cut.period.to}` : '',
  );
  put('corrected', cut.corrected);
  put('tests', cut.noTests ? 'without' : '');
  put('where', cut.where?.length ? JSON.stringify(cut.where) : '');
  const text = search.toString();
  return text ? `/conversions?${text}` : '/conversions';
}

/** What an address narrows by beside its days; what can't be read of it narrows nothing. */
export function conversionCut(search: URLSearchParams): Omit<ConversionCut, 'period'> {
  const of = (name: string) => search.get(name) ?? '';
  return {
    status: of('status'),
    memberId: of('member'),
    offerId: of('offer'),
    linkId: of('link'),
    currency: of('currency'),
    corrected: of('corrected'),
    noTests: of('tests') === 'without',
    where: whereOf(of('where')),
  };
}

function whereOf(text: string): desktop.ReportFilter[] {
  if (!text) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isFilter) : [];
  } catch {
    return [];
  }
}

function isFilter(value: unknown): value is desktop.ReportFilter {
  if (typeof value !== 'object' || value === null) return false;
  const { dimension, values, not } = value as Record<string, unknown>;
  return (
    typeof dimension === 'string' &&
    typeof not === 'boolean' &&
    Array.isArray(values) &&
    values.every((item) => typeof item === 'string')
  );
}
