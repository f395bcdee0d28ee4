import { type Column, DataTable } from '../../components/data-table';
import { TableHead } from '../../components/table-head';
import { Term } from '../../components/term';
import type { Money } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './account-table.module.css';
import { kinds } from './kinds';

interface AccountTableProps {
  books: desktop.BookCurrency;
  open?: desktop.BookAccount;
  onOpen: (account: string) => void;
}

/** The accounts in one currency by kind, and their trial balance. */
export function AccountTable({ books, open, onOpen }: AccountTableProps) {
  const { amount, count } = useFormat();
  const { currency } = books;
  const figure = (
    key: 'pending' | 'posted' | 'available',
    title: string,
    explanation: string,
  ): Column<desktop.BookAccount> => ({
    key,
    head: (
      <Term explanation={explanation}>
        {title} ({currency})
      </Term>
    ),
    numeric: true,
    cell: (row) => <Figure money={row[key]} text={amount(row[key])} />,
  });
  const columns: Column<desktop.BookAccount>[] = [
    {
      key: 'account',
      head: 'Account',
      cell: (row) => (
        <span className={styles.account}>
          <Term explanation={row.meaning}>{row.title}</Term>
          {row.members > 0 && (
            <span className="dim">{row.members === 1 ? '1 member' : `${count(row.members)} members`}</span>
          )}
        </span>
      ),
    },
    figure('pending', 'Pending', 'Reported or reserved. A later transfer posts it or gives it up.'),
    figure('posted', 'Posted', 'Final in the books.'),
    figure('available', 'Available', 'What is posted, less what is reserved to leave.'),
  ];
  return (
    <>
      <TableHead title={`Accounts in ${currency}`} empty={false} />
      <div className={styles.accounts}>
        <DataTable
          label={`Accounts in ${currency}`}
          columns={columns}
          rows={byKind(books.accounts)}
          rowId={(row) => row.account}
          rowName={(row) => row.title}
          group={(row) => kinds[row.kind]?.title ?? row.kind}
          openId={open?.account}
          onOpen={(row) => onOpen(row.account)}
        />
      </div>
      <p className={styles.balance} data-testid={`trial-balance-${currency}`}>
        <Term explanation="All debits and all credits of the posted accounts. They must be the same, or money is missing.">
          Trial balance
        </Term>
        <span className="num">
          debits {amount(books.debits)} · credits {amount(books.credits)} {currency}
        </span>
      </p>
    </>
  );
}

function Figure({ money, text }: { money: Money; text: string }) {
  return BigInt(money.minor) === 0n ? <span className="dim">{text}</span> : text;
}

function byKind(accounts: desktop.BookAccount[]): desktop.BookAccount[] {
  const order = Object.keys(kinds);
  return [...accounts].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
