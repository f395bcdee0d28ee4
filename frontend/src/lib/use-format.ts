import { useMemo } from 'react';

import { useWorkspace } from './api/workspace';
import { createFormat, type Format } from './format';

/** The workspace's way to write numbers and times. */
export function useFormat(): Format {
  const workspace = useWorkspace().data;
  const locale = workspace?.locale ?? '';
  const timeZone = workspace?.timeZone ?? '';
  return useMemo(() => createFormat(locale, timeZone), [locale, timeZone]);
}
