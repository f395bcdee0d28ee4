import { ActionIcon, Button, Checkbox, Popover, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconBookmark, IconColumns, IconHome, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';

import { toAppError } from '../lib/app-error';
import type { SavedView, TableView } from '../lib/table-view';
import { type Column, columnName } from './data-table-column';
import styles from './table-tools.module.css';

interface TableToolsProps<Row> {
  view: TableView;
  columns: readonly Column<Row>[];
}

/** What a person sets up of a table: named views of it, and its columns. Stands among its filters. */
export function TableTools<Row>({ view, columns }: TableToolsProps<Row>) {
  return (
    <div className={styles.tools}>
      <ViewsButton view={view} />
      <ColumnsButton view={view} columns={columns} />
    </div>
  );
}

/** The named views of a table or report, and a form to name another one. */
export function ViewsButton({ view }: { view: TableView }) {
  const [opened, setOpened] = useState(false);
  const open = (saved: SavedView) => {
    view.open(saved);
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          px={8}
          leftSection={<IconBookmark size={14} />}
          onClick={() => setOpened(!opened)}
        >
          {view.current?.name ?? 'Views'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className={styles.list}>
          {view.views.length === 0 && (
            <p className="dim">Set filters, sort and columns, then name them here to come back to them.</p>
          )}
          {view.views.map((saved) => (
            <ViewLine key={saved.id} saved={saved} view={view} onOpen={() => open(saved)} />
          ))}
          {view.changed && (
            <UnstyledButton
              className={styles.name}
              onClick={() => {
                view.reset();
                setOpened(false);
              }}
            >
              Show everything
            </UnstyledButton>
          )}
        </div>
        <SaveForm view={view} onSaved={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ViewLine({ saved, view, onOpen }: { saved: SavedView; view: TableView; onOpen: () => void }) {
  const first = view.opensWith === saved.id;
  const firstLabel = first
    ? `Don’t open the list with ${saved.name} any more`
    : `Open the list with ${saved.name}`;
  return (
    <div className={styles.view}>
      <UnstyledButton
        className={styles.name}
        aria-current={view.current?.id === saved.id ? 'true' : undefined}
        onClick={onOpen}
      >
        {saved.name}
      </UnstyledButton>
      <Tooltip label={firstLabel}>
        <ActionIcon
          variant="subtle"
          color={first ? undefined : 'gray'}
          aria-label={firstLabel}
          aria-pressed={first}
          onClick={() => view.openWith(first ? undefined : saved)}
        >
          <IconHome size={14} />
        </ActionIcon>
      </Tooltip>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Delete view ${saved.name}`}
        onClick={() => view.remove(saved)}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </div>
  );
}

function SaveForm({ view, onSaved }: { view: TableView; onSaved: () => void }) {
  const [name, setName] = useState('');
  const [first, setFirst] = useState(false);
  const [wrong, setWrong] = useState('');
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setWrong('Name the view.');
      return;
    }
    try {
      await view.save(name, first);
      onSaved();
    } catch (thrown) {
      const error = toAppError(thrown);
      setWrong(error.fields.name ?? error.message);
    }
  };
  return (
    <form className={styles.save} onSubmit={(event) => void save(event)}>
      <TextInput
        label="Save what is shown as"
        placeholder="Such as: Paused, most clicks"
        value={name}
        error={wrong}
        maxLength={60}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setWrong('');
        }}
      />
      <Checkbox
        label="Open the list with it"
        checked={first}
        onChange={(event) => setFirst(event.currentTarget.checked)}
      />
      <Button type="submit">Save view</Button>
    </form>
  );
}

function ColumnsButton<Row>({ view, columns }: TableToolsProps<Row>) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="Choose columns" disabled={opened}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label="Choose columns"
            onClick={() => setOpened(!opened)}
          >
            <IconColumns size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <fieldset className={styles.columns} aria-label="Columns">
          {columns.map((column) => (
            <Checkbox
              key={column.key}
              label={columnName(column)}
              checked={view.shows(column)}
              disabled={column.fixed}
              onChange={(event) => view.show(column, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
