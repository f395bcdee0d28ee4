package desktop

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// Forecast is what paying everybody now would cost.
func (c *Cash) Forecast() (CashForecast, error) {
	return do(c.app, func(s *session) (CashForecast, error) {
		ctx := context.Background()
		cash, err := s.cash(ctx)
		if err != nil {
			return CashForecast{}, err
		}
		position, err := s.cashPosition(ctx, cash)
		if err != nil {
			return CashForecast{}, err
		}
		history, err := s.cashHistory(ctx, cash)
		if err != nil {
			return CashForecast{}, err
		}
		f := cashflow.NewForecast(position, history, cash.rules, cash.locks, cash.today)
		v := CashForecast{Currency: string(cash.currency), Today: cash.today, Balance: viewMoney(f.Balance), Payable: viewMoney(f.Payable), Early: viewMoney(f.Early),
			All: viewMoney(f.All), Front: viewMoney(f.Front), Short: viewMoney(f.Short), Risk: viewMoney(f.Risk), Basis: history.Words(cash.today),
			Words: f.Words(cash.today), Days: []CashDay{}}
		if rate, known := history.Rate(); known {
			v.Rate = rate.String()
		}
		for _, day := range f.Days {
			v.Days = append(v.Days, CashDay{Day: day.Day, Until: day.Until, What: day.What, In: viewMoney(day.In), Out: viewMoney(day.Out), Balance: viewMoney(day.Balance)})
		}
		return v, nil
	})
}

// cashPosition is what there is and what members are owed.
func (s *session) cashPosition(ctx context.Context, c cash) (cashflow.Position, error) {
	p := cashflow.Position{Currency: c.currency}
	balance, err := s.Available(ctx, c.currency)
	if err != nil {
		return p, err
	}
	owed, err := s.store.CashPosition(ctx, c.currency)
	if err != nil {
		return p, err
	}
	p.Balance = balance.Minor
	members := map[affiliate.MemberID]bool{}
	for _, of := range []map[affiliate.MemberID]int64{owed.Owed, owed.Early} {
		for member := range of {
			members[member] = true
		}
	}
	for member := range members {
		p.Add(cashflow.Due{Owed: owed.Owed[member], Held: owed.Held[member], Locked: owed.Locked[member], Early: owed.Early[member], NoSale: owed.NoSale[member]})
	}
	return p, nil
}

func (s *session) cashHistory(ctx context.Context, c cash) (cashflow.History, error) {
	h := cashflow.History{Since: s.clock.Now().In(s.zone()).AddDate(-1, 0, 1).Format(time.DateOnly)}
	sales, reported, takenBack, err := s.store.CashHistory(ctx, c.currency, h.Since)
	h.Sales, h.Reported, h.TakenBack = sales, money.New(reported, c.currency), money.New(takenBack, c.currency)
	return h, err
}

// AsCJ is the programme as CJ sees it beside the sum of the members.
func (c *Cash) AsCJ(period Period) (AsCJView, error) {
	return do(c.app, func(s *session) (AsCJView, error) {
		ctx := context.Background()
		v := AsCJView{Period: period, Totals: []AsCJSide{}}
		if err := checkPeriod(period); err != nil {
			return v, err
		}
		kinds, err := s.store.CashStandings(ctx, period.From, period.To)
		if err != nil {
			return v, err
		}
		standings := make([]cashflow.Standing, 0, len(kinds))
		for _, k := range kinds {
			standings = append(standings, standing(k))
		}
		for _, side := range cashflow.AsCJ(standings) {
			total := AsCJSide{Currency: string(side.Currency), Rows: []AsCJRow{}, Equal: side.Equal}
			for _, line := range side.Lines {
				total.Rows = append(total.Rows, AsCJRow{Key: line.Key, Label: line.Label, Means: line.Means, Sales: line.Sales,
					Sale: viewMoney(money.New(line.Sale, side.Currency)), Commission: viewMoney(money.New(line.Commission, side.Currency))})
			}
			v.Totals = append(v.Totals, total)
		}
		v.AsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf)
		return v, err
	})
}

func standing(k store.CashStanding) cashflow.Standing {
	return cashflow.Standing{Currency: k.Currency, Test: k.Test, Attributed: k.Attributed, Bonus: k.Bonus, Reported: k.Reported, Foreign: k.Foreign,
		Declined: k.Declined, Original: k.Original, Advertiser: k.PaidElsewhere, Status: k.Status, CJ: cashflow.Sums(k.CJ), Ours: cashflow.Sums(k.Ours)}
}
