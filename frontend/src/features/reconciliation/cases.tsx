import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

import { Chips } from '../../components/chips';
import { Empty } from '../../components/empty';
import { FormProblem } from '../../components/form-problem';
import { Loaded } from '../../components/loaded';
import { chosenCount, nothing, useChosen } from '../../lib/chosen';
import type { desktop } from '../../wailsjs/go/models';
import { CaseTable } from './case-table';
import styles from './cases.module.css';
import { DecideCases } from './decide-cases';
import { KeysHelp } from './keys-help';
import type { CaseList, Decided } from './use-case-list';

const decidedOptions: readonly { value: Decided; label: string }[] = [
  { value: '', label: 'All' },
  { value: 'no', label: 'To decide' },
  { value: 'yes', label: 'Decided' },
];

interface CasesProps {
  bucket: desktop.BucketView;
  list: CaseList;
  openKey?: string;
  onOpen: (key: string, noting?: boolean) => void;
}

/** The sales of one bucket, with what can be decided about them by keys, one by one or together. */
export function Cases({ bucket, list, openKey, onOpen }: CasesProps) {
  const [chosen, onChange] = useChosen(list.filter);
  const selection = { chosen, onChange };
  const [help, setHelp] = useState(false);
  const { query, outcomes, decision } = list;
  // Sales that left the list can't be decided on.
  const here = chosen.all
    ? chosen
    : { all: false, ids: new Set(list.rows.filter((row) => chosen.ids.has(row.key)).map((row) => row.key)) };

  // Whatever sale the panel went to with the keys, closing it leads back there.
  const looked = useRef(openKey);
  useEffect(() => {
    if (!openKey && looked.current) rowOf(looked.current)?.focus({ preventScroll: true });
    looked.current = openKey;
  }, [openKey]);

  const onKey = (row: desktop.CaseRow, key: string): boolean => {
    const outcome = outcomes.find((one) => one.key === key);
    if (outcome) {
      decision.decide({ keys: [row.key] }, outcome, row.note);
      if (list.decided === 'no') leaveRow(); // what is decided goes from this list
    } else if (key === 'n') onOpen(row.key, true);
    else if (key === 'u') decision.undo();
    else if (key === '?') setHelp(!help);
    else return false;
    return true;
  };
  return (
    <>
      <p className={styles.advice}>
        <strong>{bucket.label}.</strong> {bucket.means} <span className="dim">{bucket.advice}</span>
      </p>
      <div className={styles.filters}>
        <Chips label="Decided" options={decidedOptions} value={list.decided} onChange={list.setDecided} />
        <TextInput
          aria-label="Search in order, member or click id"
          placeholder="Order, member or click id"
          w={220}
          value={list.text}
          onChange={(event) => list.setText(event.currentTarget.value)}
        />
        <Button size="compact-sm" variant="subtle" aria-expanded={help} onClick={() => setHelp(!help)}>
          Keys
        </Button>
      </div>
      {help && <KeysHelp outcomes={outcomes} />}
      <Loaded query={query} lines={6}>
        {(cases) => (
          <>
            {chosenCount(here, cases.total) > 0 ? (
              <DecideCases
                selection={{ chosen: here, onChange }}
                total={cases.total}
                outcomes={outcomes}
                decision={decision}
                onDecide={(outcome, note) =>
                  decision.decide(
                    chosen.all
                      ? { all: { ...list.filter, offset: 0, limit: 0 }, except: [...chosen.ids] }
                      : { keys: [...here.ids] },
                    outcome,
                    note,
                    () => onChange(nothing),
                  )
                }
              />
            ) : (
              <FormProblem error={decision.error} />
            )}
            {cases.total === 0 ? (
              <Empty>
                {list.decided || list.text
                  ? 'None match these filters.'
                  : 'Nothing of this kind in these days.'}
              </Empty>
            ) : (
              <CaseTable
                list={cases}
                outcomes={outcomes}
                openKey={openKey}
                onOpen={onOpen}
                onKey={onKey}
                selection={selection}
              />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

/** Gives the focus to a neighbour, so that the keys go on when the row goes. */
function leaveRow(): void {
  const row = document.activeElement;
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  if (next instanceof HTMLElement) next.focus();
}

function rowOf(key: string): HTMLElement | null {
  return document.querySelector(`tr[data-row=${JSON.stringify(key)}]`);
}
