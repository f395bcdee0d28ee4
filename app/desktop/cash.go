package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// Cash shows when money moves: what can still be corrected, what CJ will pay,
// and what paying members early would cost.
type Cash struct{ app *App }

// cash is what all cash screens go by.
type cash struct {
	currency money.Currency
	rules    affiliate.CJPayments
	locks    []cashflow.Lock
	today    string
}

func (s *session) cash(ctx context.Context) (c cash, err error) {
	c.today = s.today()
	if c.currency, err = s.currency(ctx); err != nil {
		return c, err
	}
	if c.rules, err = s.store.CJPayments(ctx); err != nil {
		return c, err
	}
	locks, err := s.store.CashLocks(ctx, c.currency)
	c.locks = s.lockDays(locks, c.currency)
	return c, err
}

// lockDays adds up what locks on one day in the workspace's time zone.
func (s *session) lockDays(list []store.CashLock, currency money.Currency) []cashflow.Lock {
	type key struct {
		day    string
		locked bool
	}
	var days []cashflow.Lock
	place := map[key]int{}
	for _, l := range list {
		day := l.Day
		if !l.At.IsZero() {
			day = affiliate.Day(l.At, s.zone())
		}
		i, known := place[key{day, l.Locked}]
		if !known {
			i = len(days)
			place[key{day, l.Locked}] = i
			days = append(days, cashflow.Lock{Day: day, Currency: currency, Locked: l.Locked})
		}
		days[i].Add(cashflow.Lock{Sales: l.Sales, Sale: l.Sale, Commission: l.Commission, Due: l.Due, Extended: l.Extended, Methods: l.Methods})
	}
	return days
}

func (c cash) schedule() cashflow.Schedule {
	return cashflow.NewSchedule(c.rules, c.currency, c.locks, c.today)
}

func (c cash) amount(minor int64) Money { return viewMoney(money.New(minor, c.currency)) }

// Settings are how CJ pays this account.
func (c *Cash) Settings() (CashSettings, error) {
	return do(c.app, func(s *session) (CashSettings, error) { return s.cashSettings(context.Background()) })
}

func (s *session) cashSettings(ctx context.Context) (CashSettings, error) {
	currency, err := s.currency(ctx)
	if err != nil {
		return CashSettings{}, err
	}
	p, err := s.store.CJPayments(ctx)
	v := CashSettings{PayDay: p.PayDay, CreditFrom: p.CreditFrom, CreditTo: p.CreditTo}
	if p.Minimum > 0 {
		v.Minimum = money.New(p.Minimum, currency).Text()
	}
	return v, err
}

// SaveSettings changes them.
func (c *Cash) SaveSettings(form CashSettings) (CashSettings, error) {
	return do(c.app, func(s *session) (CashSettings, error) {
		ctx := context.Background()
		currency, err := s.currency(ctx)
		if err != nil {
			return CashSettings{}, err
		}
		p := affiliate.CJPayments{PayDay: form.PayDay, CreditFrom: form.CreditFrom, CreditTo: form.CreditTo}
		if text := clean(form.Minimum); text != "" {
			minimum, err := money.Parse(text, currency)
			if err != nil || !minimum.Sane() {
				return CashSettings{}, field("minimum", "Enter an amount such as 50.00, or nothing.")
			}
			p.Minimum = minimum.Minor
		}
		if err := p.Check(); err != nil {
			return CashSettings{}, err
		}
		if err := s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingCJPayments, p)); err != nil {
			return CashSettings{}, err
		}
		return s.cashSettings(ctx)
	})
}
