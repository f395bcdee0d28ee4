import {
  IconArrowsExchange,
  IconChartBar,
  IconCoins,
  IconLink,
  IconSettings,
  IconTag,
  IconTestPipe,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

import { ConversionsScreen } from '../features/conversions/conversions-screen';
import { LinksScreen } from '../features/links/links-screen';
import { MembersScreen } from '../features/members/members-screen';
import { OffersScreen } from '../features/offers/offers-screen';
import { PaymentsScreen } from '../features/payments/payments-screen';
import { SalesTrackingScreen } from '../features/sales-tracking/sales-tracking-screen';
import { SettingsScreen } from '../features/settings/settings-screen';
import { TestPurchaseScreen } from '../features/test-purchase/test-purchase-screen';

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
  [
    { path: '/offers', label: 'Offers', icon: IconTag, screen: OffersScreen },
    { path: '/members', label: 'Members', icon: IconUsers, screen: MembersScreen },
    { path: '/links', label: 'Links', icon: IconLink, screen: LinksScreen },
    { path: '/conversions', label: 'Conversions', icon: IconArrowsExchange, screen: ConversionsScreen },
  ],
  [{ path: '/payments', label: 'Payments', icon: IconCoins, screen: PaymentsScreen }],
  [{ path: '/test-purchase', label: 'Test purchase', icon: IconTestPipe, screen: TestPurchaseScreen }],
  [{ path: '/settings', label: 'Settings', icon: IconSettings, screen: SettingsScreen }],
];

export const routes: readonly ScreenRoute[] = routeGroups.flat();
