import { Autocomplete, Button } from '@mantine/core';
import { useState } from 'react';

import { Loaded } from '../../components/loaded';
import { NotSynced } from '../../components/marks';
import { Notice } from '../../components/notice';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { TableMapping } from '../../components/table-mapping';
import {
  useImportOrders,
  useOpenOrders,
  useOrderImports,
  useRemoveImport,
} from '../../lib/api/reconciliation';
import { useWorkspace } from '../../lib/api/workspace';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './orders-panel.module.css';

/** The shop's orders: files that were read in, and reading in another. */
export function OrdersPanel({ onClose }: { onClose: () => void }) {
  const open = useOpenOrders();
  const read = useImportOrders();
  const currency = useWorkspace().data?.currency ?? '';
  const [table, setTable] = useState<desktop.TableView>();
  const [shop, setShop] = useState('');
  const [done, setDone] = useState<desktop.OrderImportView>();
  const { count } = useFormat();

  const choose = () =>
    open.mutate(undefined, {
      onSuccess: (chosen) => {
        read.reset();
        setDone(undefined);
        if (chosen.cancelled) return;
        setTable(chosen);
        setShop(chosen.shop);
      },
    });
  return (
    <SidePanel
      wide={table !== undefined}
      title="The shop’s orders"
      onClose={onClose}
      dirty={table !== undefined}
    >
      {table ? (
        <>
          <p className={styles.intro}>
            {table.name}, {count(table.rows)} lines.{' '}
            {table.seen ? (
              <strong>{table.seen}</strong>
            ) : (
              'Say which column is what; it is remembered for the next file of this kind.'
            )}
          </p>
          <TableMapping
            key={table.id}
            table={table}
            currency={currency}
            verb={`Read in ${count(table.rows)} lines`}
            pending={read.isPending}
            error={read.error}
            onBack={() => setTable(undefined)}
            onSend={(form) =>
              read.mutate(
                { ...form, shop },
                {
                  onSuccess: (imported) => {
                    setTable(undefined);
                    setDone(imported);
                  },
                },
              )
            }
          >
            <Autocomplete
              label="Shop"
              description="Its web address, where you have more than one shop: two shops may number orders alike."
              placeholder="The only one"
              maxLength={60}
              data={table.shops}
              error={read.error?.fields.shop}
              value={shop}
              onChange={setShop}
            />
          </TableMapping>
        </>
      ) : (
        <>
          {done && <Done imported={done} />}
          <p className={styles.intro}>
            A CSV file of orders from the shop: in Shopify “Orders › Export”, in WooCommerce “Orders ›
            Export”. Only order number, time, amount, refund, coupon and status are kept; names and addresses
            are not read in.
          </p>
          <Button variant="filled" loading={open.isPending} onClick={choose}>
            Choose a file
          </Button>
          <Imports />
        </>
      )}
    </SidePanel>
  );
}

function Done({ imported }: { imported: desktop.OrderImportView }) {
  const { count } = useFormat();
  return (
    <div className={styles.done}>
      <Notice
        title={`${count(imported.lines)} lines, ${count(imported.orders)} orders read in${imported.leftOut > 0 ? `, ${count(imported.leftOut)} left out` : ''}`}
        tone={imported.leftOut > 0 ? 'warn' : 'info'}
      >
        {imported.note && <p>{imported.note}</p>}
        {imported.problems.length > 0 && (
          <ul>
            {imported.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}

function Imports() {
  const imports = useOrderImports();
  const remove = useRemoveImport();
  const [asking, setAsking] = useState('');
  const { count, day, money, dateTime } = useFormat();
  return (
    <Section title="Files that were read in">
      <Loaded query={imports} lines={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="dim">None yet.</p>
          ) : (
            <ul className={styles.imports}>
              {list.map((file) => (
                <li key={file.id}>
                  <div>
                    <strong>{file.name}</strong> <NotSynced synced={file.synced} />
                    <p className="dim">
                      {file.shop && `${file.shop} · `}
                      {count(file.orders)} orders of {day(file.from)} to {day(file.to)}, {money(file.total)} ·
                      read in {dateTime(file.at)}
                    </p>
                  </div>
                  {asking === file.id ? (
                    <span className={styles.asking}>
                      <Button size="compact-xs" onClick={() => setAsking('')}>
                        Keep
                      </Button>
                      <Button
                        size="compact-xs"
                        color="red"
                        variant="filled"
                        loading={remove.isPending}
                        onClick={() => remove.mutate(file.id, { onSuccess: () => setAsking('') })}
                      >
                        Remove
                      </Button>
                    </span>
                  ) : (
                    <Button size="compact-xs" onClick={() => setAsking(file.id)}>
                      Remove…
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
