package desktop

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
	"linkledger/internal/probe"
)

// Sales implements probe.Desk, with the payout that the rules would give if it
// were no test.
func (c chain) Sales(ctx context.Context, link int64, order string, since time.Time) ([]probe.Sale, error) {
	const slack = 48 * time.Hour // a sale day may be that of another zone, or the shop's clock be wrong
	list, err := c.store.SalesOf(ctx, link, order, affiliate.Day(since.Add(-slack), c.zone()))
	if err != nil {
		return nil, err
	}
	var sales []probe.Sale
	for _, conversion := range list {
		ours := conversion.LinkNumber == link
		if !ours && (order == "" || conversion.OrderID != order) && conversion.ReportedAt.Before(since) {
			continue
		}
		sale, err := c.sale(ctx, conversion)
		if err != nil {
			return nil, err
		}
		sale.Ours = ours
		sales = append(sales, sale)
	}
	return sales, nil
}

func (c chain) sale(ctx context.Context, conversion affiliate.Conversion) (probe.Sale, error) {
	s := probe.Sale{ID: string(conversion.ID), ClickID: conversion.ClickID, OrderID: conversion.OrderID, Test: conversion.Test, Reported: conversion.ReportedAt,
		Amount: conversion.Sale, Status: conversion.Status.Words()}
	switch conversion.Status {
	case affiliate.StatusRejected, affiliate.StatusReversed:
		counted := conversion
		counted.Test = false // which is what Blocked says of every test
		s.Why = counted.Blocked()
	case affiliate.StatusOnHold, affiliate.StatusUnresolved:
		s.Stands, s.Why = true, conversion.Status.Info().Meaning
	default:
		s.Stands = true
	}
	if err := c.predict(ctx, conversion, &s); err != nil {
		return s, err
	}
	return s, c.commission(ctx, conversion, &s)
}

// predict works the member's payout out by the rules.
func (c chain) predict(ctx context.Context, conversion affiliate.Conversion, s *probe.Sale) error {
	if !conversion.Attributed() {
		return nil
	}
	rules, err := c.store.Rules(ctx, conversion.OfferID)
	if err != nil {
		return err
	}
	group, err := c.store.GroupOn(ctx, conversion.MemberID, conversion.SaleDay)
	if err != nil {
		return err
	}
	result, err := earnings.NewPlan(conversion.OfferID, rules).First(earnings.Item{
		Cause: conversion.ID.Cause(), Offer: conversion.OfferID, Member: conversion.MemberID, Group: group,
		Place: earnings.Place{Day: conversion.SaleDay, Cause: conversion.ID.Cause()},
		Sale:  conversion.Sale, Commission: conversion.Commission, Status: conversion.Status, FromCJ: conversion.ActionID != "",
		Unproven: conversion.Unproven(),
		ClickID:  conversion.ClickID, Order: conversion.Order,
	})
	if err != nil {
		return err
	}
	s.Payout, s.Working, s.NoRule = result.Amount, result.Explanation(), len(rules) == 0
	return nil
}

// commission adds the original row that CJ has of a conversion, and what its
// programme's terms make of it.
func (c chain) commission(ctx context.Context, conversion affiliate.Conversion, s *probe.Sale) error {
	if conversion.ActionID == "" {
		return nil
	}
	rows, err := c.store.Commissions(ctx, conversion.ActionID)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if !row.Original {
			continue
		}
		sale, commission, err := row.Amounts()
		if err != nil {
			return err
		}
		s.Row = &probe.Commission{ID: row.CommissionID, ShopperID: row.ShopperID, Sale: sale, Commission: commission, Status: row.ActionStatus,
			EventAt: row.EventDate, LocksAt: row.LockingDate}
		s.Row.Expected, s.Row.Terms, err = c.byTerms(ctx, row, sale, commission)
		return err
	}
	return nil
}

// byTerms is the commission by CJ's terms as they were read last: what CJ pays
// if one of their rates gives that, else what the most general one gives. It is
// nothing where the terms don't tell, or an order has lines with rates of their
// own.
func (c chain) byTerms(ctx context.Context, row affiliate.CommissionRow, sale, paid money.Amount) (expected money.Amount, words string, err error) {
	_, kept, err := c.keptTerms(ctx, string(c.offer.ID))
	if err != nil || len(row.Items) > 1 || row.ItemsLeftOut > 0 {
		return expected, "", err
	}
	for _, action := range kept.Terms.Actions {
		if row.TrackerID != "" && action.TrackerID != "" && action.TrackerID != row.TrackerID {
			continue
		}
		for _, rate := range action.Rates {
			amount, known := rate.Of(sale)
			if !known {
				continue
			}
			if expected, words = amount, rate.Words(); amount == paid {
				return expected, words, nil
			}
		}
	}
	return expected, words, nil
}
