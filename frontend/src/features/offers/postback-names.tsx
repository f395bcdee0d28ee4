import { Input, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

import { Term } from '../../components/term';
import type { desktop } from '../../wailsjs/go/models';
import styles from './postback-names.module.css';

interface PostbackNamesProps {
  form: UseFormReturnType<desktop.OfferForm>;
  fields: desktop.Choice[];
  preset?: desktop.PostbackPreset;
}

/** What the network calls each field, and a name of one's own where that differs. */
export function PostbackNames({ form, fields, preset }: PostbackNamesProps) {
  return (
    <Input.Wrapper
      label="Parameter names"
      labelElement="div"
      description="Where the network’s URL has other names than usual, enter them here; they come first."
      error={form.errors.postbackNames}
    >
      <table className={styles.names}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Read from</th>
            <th scope="col">Own name</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ value: field, label, hint }) => (
            <tr key={field}>
              <th scope="row">
                <Term explanation={hint}>{label}</Term>
              </th>
              <td className="mono">{nameOf(preset?.names ?? [], field) || '–'}</td>
              <td>
                <TextInput
                  aria-label={`Own name of ${label}`}
                  spellCheck={false}
                  value={nameOf(form.values.postbackNames, field)}
                  onChange={(event) =>
                    form.setFieldValue(
                      'postbackNames',
                      withName(form.values.postbackNames, field, event.currentTarget.value),
                    )
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Input.Wrapper>
  );
}

function nameOf(pairs: readonly desktop.Pair[], label: string): string {
  return pairs.find((pair) => pair.label === label)?.value ?? '';
}

/** The names with one field's changed; an empty name takes the field's own one back. */
export function withName(names: readonly desktop.Pair[], field: string, name: string): desktop.Pair[] {
  const others = names.filter((pair) => pair.label !== field);
  return name === '' ? others : [...others, { label: field, value: name }];
}
