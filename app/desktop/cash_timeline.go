package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// Timeline is the cash timeline.
func (c *Cash) Timeline(filter TimelineFilter) (TimelinePage, error) {
	return do(c.app, func(s *session) (TimelinePage, error) {
		ctx := context.Background()
		v := TimelinePage{Rows: []TimelineRow{}, Stages: []TimelineStage{}}
		if err := checkPeriod(filter.Period); err != nil {
			return v, err
		}
		cash, err := s.cash(ctx)
		if err != nil {
			return v, err
		}
		f := store.CashFilter{Currency: cash.currency, Member: affiliate.MemberID(filter.MemberID), Offer: affiliate.OfferID(filter.OfferID), From: filter.Period.From, To: filter.Period.To}
		if err := s.timelineStages(ctx, &v, f, filter.Stage); err != nil {
			return v, err
		}
		var has []store.CashHas
		if filter.Stage != "" {
			for _, h := range cashflow.With(cashflow.Stage(filter.Stage)) {
				has = append(has, store.CashHas(h))
			}
			if len(has) == 0 {
				return v, affiliate.Errorf(affiliate.Invalid, "There is no stage %q.", filter.Stage)
			}
		}
		limit := min(filter.Limit, maxPage)
		if limit <= 0 {
			limit = defaultPage
		}
		sales, err := s.store.CashSales(ctx, f, has, limit, max(filter.Offset, 0))
		if err != nil {
			return v, err
		}
		v.Rows, err = s.timelineRows(ctx, cash, sales)
		return v, err
	})
}

// timelineStages sums the stages up, and counts the sales of the one that is
// asked for, or of all.
func (s *session) timelineStages(ctx context.Context, v *TimelinePage, f store.CashFilter, wanted string) error {
	sums, err := s.store.CashSums(ctx, f)
	if err != nil {
		return err
	}
	for _, info := range cashflow.Stages() {
		commission, payout := money.New(0, f.Currency), money.New(0, f.Currency)
		stage := TimelineStage{Stage: string(info.Stage), Label: info.Label}
		for _, sum := range sums {
			if cashflow.Has(sum.Has).Stage() == info.Stage {
				stage.Sales += sum.Sales
				commission.Minor += sum.Commission
				payout.Minor += sum.Payout
			}
		}
		stage.Commission, stage.Payout = viewMoney(commission), viewMoney(payout)
		v.Stages = append(v.Stages, stage)
		if wanted == "" || wanted == stage.Stage {
			v.Total += stage.Sales
		}
	}
	return nil
}

func (s *session) timelineRows(ctx context.Context, c cash, sales []store.CashSale) ([]TimelineRow, error) {
	ids := make([]affiliate.ConversionID, 0, len(sales))
	for _, sale := range sales {
		ids = append(ids, sale.ID)
	}
	conversions, err := s.store.ConversionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	receipts, err := s.store.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	schedule, rows := c.schedule(), []TimelineRow{}
	for _, sale := range sales {
		i := slices.IndexFunc(conversions, func(v affiliate.Conversion) bool { return v.ID == sale.ID })
		if i < 0 {
			continue // folded meanwhile
		}
		conversion := conversions[i]
		facts := s.cashSale(conversion, sale)
		facts.Short = shortBy(receipts, conversion.ReceiptID)
		clocks := schedule.Clocks(facts)
		rows = append(rows, TimelineRow{ConversionID: string(sale.ID), OrderID: conversion.OrderID, MemberName: whose(names, conversion), OfferName: names.offers[conversion.OfferID],
			Commission: viewMoney(conversion.Commission), Payout: c.amount(sale.Payout), Stage: string(facts.Stage()),
			Sold: viewClock(clocks.Sold), Locks: viewClock(clocks.Locks), CJPays: viewClock(clocks.CJPays), Paid: viewClock(clocks.Paid)})
	}
	return rows, nil
}

// cashSale is what moves the money of a sale.
func (s *session) cashSale(c affiliate.Conversion, has store.CashSale) cashflow.Sale {
	currency := c.Commission.Currency
	sale := cashflow.Sale{Has: cashflow.Has(has.Has), Sold: c.SaleDay, CJStatus: c.CJStatus, Commission: c.Commission, Owes: money.New(has.Owes, currency),
		ReceivedOn: c.ReceivedOn, Payout: money.New(has.Payout, currency), Due: money.New(has.Due, currency), PaidOn: has.PaidOn, InPayment: has.InPayment}
	if !c.LocksAt.IsZero() {
		sale.Locks = affiliate.Day(c.LocksAt, s.zone())
	}
	if c.Status == affiliate.StatusOnHold {
		sale.Blocked = "on hold: " + c.Reason
	}
	return sale
}

// whose says who brought a sale.
func whose(n names, c affiliate.Conversion) string {
	switch name := n.members[c.MemberID]; {
	case c.Test:
		return "Test purchase"
	case c.MemberID != "":
		return name
	case affiliate.IsBonus(c.ActionType):
		return "Bonus from CJ"
	}
	return "Nobody's"
}

// shortBy says what CJ's payment of a sale lacks.
func shortBy(receipts []affiliate.Receipt, id affiliate.ReceiptID) string {
	for _, r := range receipts {
		if id != "" && r.ID == id && r.Short > 0 {
			return "the payment was short by " + money.New(r.Short, r.Amount().Currency).String()
		}
	}
	return ""
}

func viewClock(c cashflow.Clock) TimelineClock {
	return TimelineClock{Day: c.Day, Expected: c.Expected, Until: c.Until, Note: c.Note}
}
