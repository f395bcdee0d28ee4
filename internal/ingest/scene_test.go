package ingest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// scene is a workspace with a programme that runs: two offers, three members
// and a link for each of some pairs, the last one for tests.
type scene struct {
	t     testing.TB
	log   *memoryLog
	key   relayapi.Key
	a     *device
	now   time.Time
	nonce uint64
}

const (
	percentOffer = affiliate.OfferID("offerpercentaaaa")
	flatOffer    = affiliate.OfferID("offerflataaaaaaa")
	testLink     = int64(5)
)

var members = []affiliate.MemberID{"memberonea", "membertwoa", "memberthree"}

// links by number, from 1.
var links = []affiliate.Link{
	{Number: 1, OfferID: percentOffer, MemberID: members[0]},
	{Number: 2, OfferID: percentOffer, MemberID: members[1]},
	{Number: 3, OfferID: flatOffer, MemberID: members[0]},
	{Number: 4, OfferID: flatOffer, MemberID: members[2]},
	{Number: testLink, OfferID: percentOffer, MemberID: members[2], Test: true},
}

func newScene(t testing.TB) *scene {
	t.Helper()
	s := &scene{t: t, log: newLog(), key: relayapi.NewKey(), now: start}
	s.change(affiliate.NounSetting, affiliate.SettingWorkspace, affiliate.Workspace{Name: "Brand", Currency: "USD"})
	for _, m := range members {
		s.change(affiliate.NounMember, string(m), affiliate.Member{Name: string(m), Status: affiliate.Active, Payee: "pay@member.example"})
	}
	for _, o := range []affiliate.OfferID{percentOffer, flatOffer} {
		s.change(affiliate.NounOffer, string(o), affiliate.Offer{Name: string(o), Status: affiliate.Active, RuleID: affiliate.RuleID("rule" + o)})
	}
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "10"})
	s.rule(flatOffer, affiliate.Rule{Option: affiliate.PayoutFlat, FlatMinor: 300, Currency: "EUR"})
	for _, l := range links {
		l.Code, l.Status = fmt.Sprintf("code%d", l.Number), affiliate.Active
		s.change(affiliate.NounLink, fmt.Sprintf("link%d", l.Number), l)
	}
	s.a = s.device()
	s.a.exchange()
	return s
}

func (s *scene) device() *device {
	s.t.Helper()
	return newDevice(s.t, s.log, s.log.id, s.key, s.log.keys)
}

func (s *scene) change(noun affiliate.Noun, key string, fields any) {
	s.log.sealed(s.key, relayapi.NewEntry{Kind: relayapi.KindChange, Time: s.now}, change(noun, key, fields))
}

func (s *scene) rule(offer affiliate.OfferID, r affiliate.Rule) {
	r.Level, r.OfferID = affiliate.LevelOffer, offer
	s.change(affiliate.NounRule, "rule"+string(offer), r)
}

func (s *scene) click(link int64) string {
	s.nonce++
	id, err := s.log.keys.Mint(affiliate.ClickParts{Time: s.now, Link: link, Nonce: s.nonce})
	if err != nil {
		s.t.Fatal(err)
	}
	return string(id)
}

// postback is a report of 100.00 USD with a payout of 20.00, unless changed.
func (s *scene) postback(id, click string, edit ...func(*relayapi.ConversionBody)) {
	_, parts, err := s.log.keys.Parse(click)
	if err != nil {
		s.t.Fatal(err)
	}
	body := relayapi.ConversionBody{ID: id, ClickID: click, LinkNumber: parts.Link, OfferID: string(percentOffer), State: relayapi.StateReported,
		ReceivedAt: s.now, SaleAmount: usd(10_000), Payout: usd(2_000)}
	for _, f := range edit {
		f(&body)
	}
	s.log.own(relayapi.Entry{Kind: relayapi.KindConversion, Schema: 1, Time: s.now, Body: encode(body)})
}

func order(id string) func(*relayapi.ConversionBody) {
	return func(b *relayapi.ConversionBody) { b.OrderID = id }
}

func selling(minor int64) func(*relayapi.ConversionBody) {
	return func(b *relayapi.ConversionBody) { b.SaleAmount, b.Payout = usd(minor), usd(minor/5) }
}

func usd(minor int64) relayapi.Money {
	return relayapi.Money{Text: money.New(minor, "USD").Text(), Minor: minor, Currency: "USD"}
}

// row is an original row of CJ for 100.00 USD with 20.00 commission.
func (s *scene) row(id, click string) affiliate.CommissionRow {
	return affiliate.CommissionRow{CommissionID: id, OriginalActionID: "action" + id, Original: true, OrderID: "order" + id, ShopperID: click,
		ActionStatus: affiliate.CJNew, ActionType: "advanced_sale", EventDate: s.now, PostingDate: s.now, LockingDate: s.now.AddDate(0, 1, 0),
		SaleAmount: "100.00", Commission: "20.00", Currency: "USD"}
}

// correction is a further row of an action.
func correction(of affiliate.CommissionRow, id, sale, commission string) affiliate.CommissionRow {
	of.CommissionID, of.Original, of.CorrectionReason, of.SaleAmount, of.Commission = id, false, "RETURNED_MERCHANDISE", sale, commission
	return of
}

func (s *scene) cj(rows ...affiliate.CommissionRow) {
	for _, row := range rows {
		s.log.sealed(s.key, relayapi.NewEntry{Kind: relayapi.KindCJ, Schema: affiliate.CommissionSchema, Time: s.now}, encode(row))
	}
}

func (s *scene) decide(id string, status affiliate.Status, reason string) {
	s.change(affiliate.NounDecision, id, affiliate.Decision{Status: status, Reason: reason})
}

func locked(row affiliate.CommissionRow) affiliate.CommissionRow {
	row.ActionStatus = affiliate.CJLocked
	return row
}

// only folds what is new and gives the one conversion that there is.
func (s *scene) only() affiliate.Conversion {
	s.t.Helper()
	s.a.exchange()
	list := s.a.conversions()
	if len(list) != 1 {
		s.t.Fatalf("there are %d conversions: %+v", len(list), list)
	}
	return list[0]
}

// earned is what a conversion's earnings sum to, by state and currency.
func (s *scene) earned(id affiliate.ConversionID) map[string]int64 {
	s.t.Helper()
	list, err := s.a.store.Earnings(context.Background(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	sums := map[string]int64{}
	for _, e := range list {
		sums[string(e.State)+" "+string(e.Amount.Currency)] += e.Amount.Minor
	}
	for key, n := range sums {
		if n == 0 {
			delete(sums, key)
		}
	}
	return sums
}
