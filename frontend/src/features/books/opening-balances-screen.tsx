import { Anchor } from '@mantine/core';
import { Link } from 'wouter';

import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { TableHead } from '../../components/table-head';
import { useOpenings } from '../../lib/api/books';
import { OpeningForm } from './opening-form';
import styles from './opening-form.module.css';
import { OpeningTable } from './opening-table';

/** What a programme brings along when it moves here. */
export function OpeningBalancesScreen() {
  const openings = useOpenings();
  return (
    <Page
      title="Opening balances"
      asOf={
        <Anchor component={Link} href="/books" size="xs">
          Back to the books
        </Anchor>
      }
    >
      <Loaded query={openings}>
        {(rows) => (
          <>
            <OpeningTable rows={rows} />
            <TableHead
              title={rows.length === 0 ? 'Bring balances along' : 'Bring more along'}
              empty={false}
            />
            <p className={styles.explanation}>
              What the other tool or spreadsheet says on the day that you move. Sales, payments and receipts
              after that day are counted here by themselves, so leave them out.
            </p>
            <OpeningForm />
          </>
        )}
      </Loaded>
    </Page>
  );
}
