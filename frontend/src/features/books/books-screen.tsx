import { Button } from '@mantine/core';
import { useLocation } from 'wouter';

import { AsOfPicker, PastBanner } from '../../components/as-of';
import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useBooks, useExportJournal, useProve } from '../../lib/api/books';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { isDay } from '../../lib/period';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { AccountPanel } from './account-panel';
import { AccountTable } from './account-table';
import { Checks } from './checks';
import { Head } from './head';

/** The ledger: where the money stands, whether the books hold, and what moved it. */
export function BooksScreen() {
  const workspace = useWorkspace().data;
  const format = useFormat();
  const journal = useExportJournal();
  const prove = useProve();
  const [parameters, change] = useParameters();
  const asked = parameters.get('asof');
  const past = asked && isDay(asked) ? asked : '';
  const books = useBooks(past);
  const [, go] = useLocation();
  const [currency, name] = [parameters.get('currency'), parameters.get('account')];
  const open = books.data?.currencies
    .find((one) => one.currency === currency)
    ?.accounts.find((account) => account.account === name);
  const close = () => change({ account: undefined, currency: undefined, member: undefined });

  return (
    <Page
      title="Books"
      asOf={books.data && asOf(books.data, format.count, (at) => format.time(at, workspace?.now ?? ''))}
      actions={
        <>
          <Button onClick={() => go('/books/opening-balances')}>Opening balances</Button>
          <Button loading={prove.isPending} onClick={() => prove.mutate(undefined)}>
            Prove now
          </Button>
          <Button variant="filled" loading={journal.isPending} onClick={() => journal.mutate(undefined)}>
            Export journal
          </Button>
        </>
      }
      filters={
        <>
          <AsOfPicker value={past} onChange={(day) => change({ asof: day || undefined })} />
          <PastBanner asOf={past} onNow={() => change({ asof: undefined })} />
        </>
      }
      panel={
        open &&
        !past && (
          <AccountPanel
            key={`${currency}/${name}`}
            account={open}
            currency={currency ?? ''}
            onClose={close}
          />
        )
      }
    >
      <Loaded query={books}>
        {(data) => (
          <>
            {!past && <Checks checks={data.checks} />}
            {ownFirst(data.currencies, workspace?.currency).map((one) => (
              <AccountTable
                key={one.currency}
                books={one}
                open={one.currency === currency ? open : undefined}
                onOpen={(account) => change({ account, currency: one.currency, member: undefined })}
              />
            ))}
            {data.transfers === 0 && past ? (
              <Empty>Nothing was in the books by then.</Empty>
            ) : data.transfers === 0 ? (
              <Empty
                action={
                  <Button variant="filled" onClick={() => go('/books/opening-balances')}>
                    Enter opening balances
                  </Button>
                }
              >
                The books fill by themselves as sales, payments and receipts come in. A programme that moves
                here brings its balances along.
              </Empty>
            ) : (
              <Head hash={data.head} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ownFirst(currencies: desktop.BookCurrency[], own = ''): desktop.BookCurrency[] {
  return [...currencies].sort((a, b) => Number(b.currency === own) - Number(a.currency === own));
}

function asOf(
  books: desktop.BooksView,
  count: (value: number) => string,
  time: (instant: string) => string,
): string {
  const made = `${count(books.transfers)} transfers, made from the log up to entry ${count(books.lastEntry)}`;
  return books.provenAt ? `${made} · replayed and compared ${time(books.provenAt)}` : made;
}
