import { useQuery } from '@tanstack/react-query';

import * as Workspace from '../../wailsjs/go/desktop/Workspace';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';

const none: desktop.CommandsView = { mac: false, native: false, menus: [], commands: [] };

/** What can be done by key, menu and palette: the registry of the Go side, which also makes the system's menu. */
export function useCommandList(): desktop.CommandsView {
  return (
    useQuery({
      queryKey: ['commands'],
      queryFn: () => call(Workspace.Commands),
      staleTime: Number.POSITIVE_INFINITY,
    }).data ?? none
  );
}
