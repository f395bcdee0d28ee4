import { IconChartBar, type TablerIcon } from '@tabler/icons-react';
import type { ComponentType } from 'react';

import { SalesTrackingScreen } from '../features/sales-tracking/sales-tracking-screen';

export interface ScreenRoute {
  path: string;
  label: string;
  icon: TablerIcon;
  screen: ComponentType;
}

export const home = '/sales-tracking';

/** The screens in the groups of the sidebar. */
export const routeGroups: readonly (readonly ScreenRoute[])[] = [
  [{ path: home, label: 'Sales Tracking', icon: IconChartBar, screen: SalesTrackingScreen }],
];

export const routes: readonly ScreenRoute[] = routeGroups.flat();
