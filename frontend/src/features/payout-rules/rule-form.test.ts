import { expect, it } from 'vitest';

import { conditionsSet } from '../../lib/payout-rule';
import { ruleForm } from '../../test/fixture/payout-rules';
import { emptyBonus, meant, noConditions } from './rule-form';

const full = ruleForm({
  level: 'offer',
  option: 'cpa_cps',
  percent: '10',
  flat: '2.50',
  conditions: {
    ...noConditions,
    from: '2026-11-01',
    min: '50.00',
    skus: ['A-1'],
    onlyLines: true,
    noCoupon: true,
  },
  tierBy: 'sales',
  tierPeriod: 'month',
  tierWhole: true,
  tiers: [{ from: '100.00', percent: '12', flat: '3.00' }],
  repeatMax: '3',
  repeatMonths: '12',
  bonuses: [{ ...emptyBonus, from: '10', amount: '5.00' }],
  caps: [{ period: 'month', together: true, amount: '500.00' }],
});

it('keeps all that the choices show', () => expect(meant(full)).toEqual(full));

it.each([
  ['cps', { percent: '10', flat: '', tiers: [{ from: '100.00', percent: '12', flat: '' }] }],
  ['share', { percent: '10', flat: '', tiers: [{ from: '100.00', percent: '12', flat: '' }] }],
  ['cpa', { percent: '', flat: '2.50', tiers: [{ from: '100.00', percent: '', flat: '3.00' }] }],
])('leaves out what %s does not pay', (option, left) => {
  expect(meant({ ...full, option })).toEqual({ ...full, option, ...left });
});

it('leaves a click its days and caps only', () => {
  expect(meant({ ...full, option: 'cpc' })).toEqual({
    ...full,
    option: 'cpc',
    percent: '',
    conditions: { ...noConditions, from: '2026-11-01' },
    tierBy: '',
    tierPeriod: '',
    tierWhole: false,
    tiers: [],
    repeatMax: '',
    repeatMonths: '',
    bonuses: [],
  });
});

it('has a cap for all together only for everybody, and no subject there', () => {
  const group = meant({ ...full, level: 'group', subject: 'g-trail' });
  expect(group.caps[0]?.together).toBe(false);
  expect(group.subject).toBe('g-trail');
  expect(meant({ ...group, level: 'offer' }).subject).toBe('');
});

it('pays on chosen products only while there are some', () => {
  expect(meant({ ...full, conditions: { ...full.conditions, skus: [] } }).conditions.onlyLines).toBe(false);
});

it('forgets how tiers count when there are none', () => {
  expect(meant({ ...full, tiers: [] })).toMatchObject({ tierBy: '', tierPeriod: '', tierWhole: false });
});

it.each([
  [0, {}],
  [1, { from: '2026-11-01', to: '2026-12-01' }],
  [1, { noCoupon: true }],
  [3, { max: '5', customer: 'new', countries: ['DE', 'US'] }],
])('counts %d conditions', (count, changes) => {
  expect(conditionsSet({ ...noConditions, ...changes })).toBe(count);
});
