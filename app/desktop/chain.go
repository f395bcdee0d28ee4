package desktop

import (
	"context"
	"net/url"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
	"linkledger/internal/practice"
	"linkledger/internal/probe"
)

// chain hands the parts of a practice profile to the test purchase check.
type chain struct {
	*session
	offer affiliate.Offer
}

func (s *session) chain(offer affiliate.Offer) chain { return chain{session: s, offer: offer} }

// TestLink implements probe.Links: the offer's test link, made when missing.
func (c chain) TestLink(ctx context.Context, offerID string) (probe.Link, error) {
	link, err := c.testLink(ctx, affiliate.OfferID(offerID))
	if err != nil {
		return probe.Link{}, err
	}
	if err := c.sync(ctx, false); err != nil {
		return probe.Link{}, err
	}
	result := probe.Link{URL: c.linkURL(link), Number: link.Number, Test: link.Test}
	for _, utm := range c.offer.UTMs {
		result.UTMs = append(result.UTMs, probe.UTM{Name: utm.Name, Value: utm.Value})
	}
	return result, nil
}

func (c chain) testLink(ctx context.Context, offer affiliate.OfferID) (affiliate.Link, error) {
	find := func() (affiliate.Link, bool, error) {
		links, err := c.store.Links(ctx)
		for _, link := range links {
			if link.OfferID == offer && link.Test && link.Status == affiliate.Active {
				return link, true, err
			}
		}
		return affiliate.Link{}, false, err
	}
	if link, found, err := find(); found || err != nil {
		return link, err
	}
	members, err := c.store.Members(ctx)
	if err != nil {
		return affiliate.Link{}, err
	}
	if len(members) == 0 {
		member, err := c.saveMember(ctx, MemberForm{Name: "Test member"})
		if err != nil {
			return affiliate.Link{}, err
		}
		members = append(members, member)
	}
	if _, err := c.generate(ctx, LinkBulkForm{OfferIDs: []string{string(offer)}, Who: toMembers, MemberIDs: []string{string(members[0].ID)}, Test: true}); err != nil {
		return affiliate.Link{}, err
	}
	link, _, err := find()
	return link, err
}

const evidence = 50 // latest rows to look through

// Clicks implements probe.Relay.
func (c chain) Clicks(ctx context.Context, number int64) ([]probe.Click, error) {
	clicks, err := c.connection().client.Clicks(ctx, number, evidence)
	list := make([]probe.Click, 0, len(clicks))
	for _, click := range clicks {
		list = append(list, probe.Click{ClickID: click.ClickID, At: click.Time, Rejected: click.Rejected})
	}
	return list, err
}

// Postbacks implements probe.Relay: the calls that name the click id, and the
// refused ones since, which may have meant it.
func (c chain) Postbacks(ctx context.Context, clickID string) ([]probe.Postback, error) {
	calls, err := c.connection().client.Postbacks(ctx, evidence)
	if err != nil {
		return nil, err
	}
	_, parts, err := c.clickKeys().Parse(clickID)
	if err != nil {
		return nil, err
	}
	var list []probe.Postback
	for _, call := range calls {
		named := strings.Contains(call.Query, clickID) || strings.Contains(call.Body, clickID)
		if named || (!call.Accepted && !call.ReceivedAt.Before(parts.Time)) {
			list = append(list, probe.Postback{At: call.ReceivedAt, Accepted: call.Accepted, Reply: call.Reply, Query: call.Query})
		}
	}
	return list, nil
}

func (s *session) clickKeys() (keys affiliate.ClickKeys) {
	if c := s.connection(); c != nil {
		for _, k := range c.known.ClickKeys {
			keys[k.Index] = k.Key
		}
	}
	return keys
}

// Buy implements probe.Shopper: practice mode buys by itself.
func (c chain) Buy(ctx context.Context, landing probe.Page) (probe.Order, error) {
	at, err := url.Parse(landing.URL)
	if err != nil {
		return probe.Order{}, err
	}
	shopper := practice.NewShopper(practice.Chrome)
	shopper.Carry(at, landing.Cookies)
	id, err := shopper.Buy(ctx, at, string(landing.Body), 1)
	if err != nil {
		return probe.Order{}, err
	}
	for _, order := range c.world.Sandbox.Orders() {
		if order.ID == id {
			return probe.Order{ID: id, Amount: order.Amount}, nil
		}
	}
	return probe.Order{ID: id}, nil
}

// Commission implements probe.CJ.
func (c chain) Commission(ctx context.Context, clickID, orderID string) (probe.Commission, bool, error) {
	client, err := c.cj(ctx)
	if err != nil {
		return probe.Commission{}, false, err
	}
	now := c.clock.Now()
	for row, err := range client.Posted(ctx, now.Add(-time.Hour), now.Add(time.Second)) {
		if err != nil {
			return probe.Commission{}, false, err
		}
		if row.ShopperID != clickID && row.OrderID != orderID {
			continue
		}
		sale, commission, err := row.Amounts()
		return probe.Commission{ID: row.CommissionID, ShopperID: row.ShopperID, Sale: sale, Commission: commission, Status: row.ActionStatus, LocksAt: row.LockingDate}, true, err
	}
	return probe.Commission{}, false, nil
}

// Sync implements probe.Desk.
func (c chain) Sync(ctx context.Context) error { return c.sync(ctx, true) }

// Conversion implements probe.Desk, with the payout that the rule would give
// if it were not a test.
func (c chain) Conversion(ctx context.Context, clickID string) (probe.Conversion, bool, error) {
	conversion, err := c.store.ConversionByClick(ctx, clickID)
	if affiliate.Code(err) == affiliate.NotFound {
		return probe.Conversion{}, false, nil
	}
	if err != nil {
		return probe.Conversion{}, false, err
	}
	rules, err := c.store.Rules(ctx, conversion.OfferID)
	if err != nil {
		return probe.Conversion{}, false, err
	}
	group, err := c.store.GroupOn(ctx, conversion.MemberID, conversion.SaleDay)
	if err != nil {
		return probe.Conversion{}, false, err
	}
	result, err := earnings.NewPlan(conversion.OfferID, rules).First(earnings.Item{
		Cause: conversion.ID.Cause(), Offer: conversion.OfferID, Member: conversion.MemberID, Group: group,
		Place: earnings.Place{Day: conversion.SaleDay, Cause: conversion.ID.Cause()},
		Sale:  conversion.Sale, Commission: conversion.Commission, Status: conversion.Status, FromCJ: conversion.ActionID != "",
		ClickID: conversion.ClickID, Order: conversion.Order,
	})
	if err != nil {
		return probe.Conversion{}, false, err
	}
	return probe.Conversion{ID: string(conversion.ID), Sale: conversion.Sale, Payout: result.Amount, Status: string(conversion.Status),
		Test: conversion.Test, Explanation: result.Explanation()}, true, nil
}

// received is what CJ's payments recorded so far add up to.
func (s *session) received(ctx context.Context, currency money.Currency) (money.Amount, error) {
	total := money.New(0, currency)
	receipts, err := s.store.Receipts(ctx)
	for _, r := range receipts {
		if r.Source == affiliate.ReceiptCJ && !r.Cancelled && r.Amount().Currency == currency {
			total.Minor += r.Minor
		}
	}
	return total, err
}
