import { BulkBar } from '../../components/bulk-bar';
import type { Selection } from '../../components/data-table';
import { useWorkspace } from '../../lib/api/workspace';
import { chosenCount, isChosen, nothing } from '../../lib/chosen';
import { commonCurrency, sumsByCurrency } from '../../lib/money';
import type { PagedRows } from '../../lib/paged-rows';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { Decisions } from './decisions';

interface DecideBarProps {
  list: PagedRows<desktop.ConversionRow>;
  filter: Omit<desktop.ConversionFilter, 'sort' | 'descending' | 'offset' | 'limit'>;
  selection: Selection;
}

const everyMove = ['approved', 'rejected', 'on_hold', 'pending'];

/** What can be decided about the chosen conversions. What can't take it is left, and named. */
export function DecideBar({ list, filter, selection }: DecideBarProps) {
  const { money } = useFormat();
  const workspace = useWorkspace().data;
  const { chosen, onChange } = selection;
  // Rows that left the list can't be decided on; one that moved to another page may be here twice.
  const byId = new Map(list.loaded.map((row) => [row.id, row]));
  const rows = [...byId.values()].filter((row) => isChosen(chosen, row.id));
  // Of a list that is not all here, all are decided on by its filter.
  const byFilter = chosen.all && rows.length < chosenCount(chosen, list.total);
  const here = byFilter ? chosen : { all: false, ids: new Set(rows.map((row) => row.id)) };
  const currency = commonCurrency(rows.map((row) => row.payout));
  const notAdjustable = byFilter
    ? 'Amounts are adjusted on conversions that you choose one by one.'
    : currency
      ? undefined
      : 'The chosen conversions are in several currencies.';
  const sums = sumsByCurrency(rows.map((row) => row.payout));
  return (
    <BulkBar
      selection={{ chosen: here, onChange }}
      total={list.total}
      noun={['conversion', 'conversions']}
      note={!byFilter && `${sums.map(money).join(' and ')} of payouts`}
    >
      <Decisions
        on={
          byFilter
            ? {
                conversionIds: [],
                seen: [],
                all: { ...filter, sort: '', descending: false, offset: 0, limit: 0 },
                except: [...chosen.ids],
              }
            : { conversionIds: rows.map((row) => row.id), seen: rows.map((row) => row.seen) }
        }
        chosen={chosenCount(here, list.total)}
        currency={currency ?? workspace?.currency ?? ''}
        moves={everyMove}
        notAdjustable={notAdjustable}
        onDone={() => onChange(nothing)}
      />
    </BulkBar>
  );
}
