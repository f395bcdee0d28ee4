import { Button } from '@mantine/core';
import { useState } from 'react';

import { Notice } from '../../components/notice';
import { readStored, writeStored } from '../../lib/stored';
import { variableWords } from '../../lib/variable-words';

const toldOf = 'links.public';

/** Says once what links of an offer make public of each member. */
export function PublicNotice({ names }: { names: string[] }) {
  const [told, setTold] = useState(() => readStored(toldOf));
  const what = names.join();
  if (what === '' || told === what) return null;
  const know = () => {
    writeStored(toldOf, what);
    setTold(what);
  };
  return (
    <Notice title="These links make something public" tone="warn">
      <p>
        The offer puts this into the address that visitors land on, and everybody who follows a link can read
        it: {names.map(variableWords).join(', ')}.
      </p>
      <div>
        <Button size="compact-sm" onClick={know}>
          I know
        </Button>
      </div>
    </Notice>
  );
}
