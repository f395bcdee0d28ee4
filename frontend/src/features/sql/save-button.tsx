import { Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useDeleteSQL, useSaveSQL } from '../../lib/api/sql';
import { toAppError } from '../../lib/app-error';
import type { desktop } from '../../wailsjs/go/models';

interface SaveButtonProps {
  statement: string;
  current?: desktop.SQLStatement;
  onSaved: (one: desktop.SQLStatement) => void;
  onDeleted: () => void;
}

/** Saves a statement under a name, or what was changed of a saved one; deletes it. */
export function SaveButton({ statement, current, onSaved, onDeleted }: SaveButtonProps) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const save = useSaveSQL();
  const remove = useDeleteSQL();
  const fields = save.error ? toAppError(save.error).fields : {};
  const open = () => {
    setName(current?.name ?? '');
    save.reset();
    setOpened(true);
  };
  const keep = (id: string) =>
    save.mutate(
      { id, name, statement },
      {
        onSuccess: (one) => {
          setOpened(false);
          onSaved(one);
        },
      },
    );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    keep(current && current.name === name.trim() ? current.id : '');
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button disabled={!statement.trim()} onClick={opened ? () => setOpened(false) : open}>
          Save
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={onSubmit} aria-label="Save the statement">
          <Stack gap={12} w={264}>
            <TextInput
              data-autofocus
              label="Name"
              description={current && 'Another name saves it as a new statement.'}
              value={name}
              error={fields.name ?? fields.statement ?? (save.error && toAppError(save.error).message)}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Group gap={8} justify="flex-end">
              {current && (
                <Button
                  mr="auto"
                  color="red"
                  variant="subtle"
                  loading={remove.isPending}
                  onClick={() =>
                    remove.mutate(current, {
                      onSuccess: () => {
                        setOpened(false);
                        onDeleted();
                      },
                    })
                  }
                >
                  Delete
                </Button>
              )}
              <Button type="submit" variant="filled" loading={save.isPending}>
                Save
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
