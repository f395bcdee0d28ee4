package ingest_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/relayapi"
)

// owes tells what the books owe a member and what they take back, in cents.
func (s *scene) owes(when string, member affiliate.MemberID, payable, recovered int64) {
	s.t.Helper()
	s.a.exchange()
	got := [2]int64{-s.balance(ledger.Payable(string(member))), s.balance(ledger.Recover(string(member)))}
	if want := [2]int64{payable, recovered}; got != want {
		s.t.Errorf("%s: %s is owed %v, not %v", when, member, got, want)
	}
}

func (s *scene) history(id affiliate.ConversionID) string {
	s.t.Helper()
	events, err := s.a.store.History(context.Background(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	var words []string
	for _, e := range events {
		words = append(words, e.What)
	}
	return strings.Join(words, "\n")
}

// A person decides nothing on what a payment holds, CJ's facts post in any case,
// and once the payment is cancelled the person decides again.
func TestDecisionOnWhatIsPaid(t *testing.T) {
	s := newScene(t)
	s.fund(10_000)
	s.cj(locked(s.row("1", s.click(1))))
	s.pay("payone", s.due(members[0]))
	s.decide(string(s.only().ID), affiliate.StatusRejected, "own order")
	c := s.only()
	if c.Status != affiliate.StatusApproved || !strings.Contains(s.history(c.ID), "Could not become rejected: A payment holds") {
		t.Errorf("it is %s:\n%s", c.Status, s.history(c.ID))
	}
	s.owes("held", members[0], 1000, 0)
	s.change(affiliate.NounPayment, "payone", map[string]any{"state": affiliate.PaymentCancelled})
	s.decide(string(c.ID), affiliate.StatusRejected, "own order")
	if c := s.only(); c.Status != affiliate.StatusRejected {
		t.Errorf("it is %s after the payment was cancelled", c.Status)
	}
	s.owes("rejected", members[0], 0, 0)
	if problems := s.a.problems(); len(problems) > 0 {
		t.Errorf("problems: %q", problems)
	}
}

// A rule that counts from before what was paid owes the difference, or takes it
// back through the claim on the member.
func TestRetroactiveRule(t *testing.T) {
	s := newScene(t)
	s.fund(10_000)
	s.cj(locked(s.row("1", s.click(1))), locked(s.row("2", s.click(2))))
	s.pay("payone", s.due(members[0]), affiliate.PaymentPaid)
	s.owes("paid", members[0], 0, 0)
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "12", ValidFrom: "2026-10-21"})
	s.owes("a better rule", members[0], 200, 0)
	s.owes("a better rule for another", members[1], 1200, 0)
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "4", ValidFrom: "2026-10-21"})
	s.owes("a worse rule", members[0], 200, 800)
	s.owes("a worse rule, not paid", members[1], 400, 0)
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "50", ValidFrom: "2026-10-22"})
	s.owes("a rule of later days", members[1], 400, 0)
	s.change(affiliate.NounRule, "grouprule", affiliate.Rule{Level: affiliate.LevelMember, OfferID: percentOffer, Subject: string(members[1]), Option: affiliate.PayoutFlat, FlatMinor: 900, Currency: "USD"})
	s.owes("a rule of the member's own", members[1], 900, 0)
	s.owes("a rule of another member", members[0], 200, 800)
}

// A sale that changes its member leaves nothing behind: what the one was paid is
// taken back, and the other is owed it.
func TestChangeOfMember(t *testing.T) {
	s := newScene(t)
	s.fund(10_000)
	s.change(affiliate.NounMember, string(members[2]), map[string]any{"promo_codes": []string{"spring"}})
	paid := locked(s.row("1", s.click(1)))
	paid.Coupon = "SPRING"
	open := s.row("2", s.click(1))
	open.Coupon = "Summer, Spring"
	s.cj(paid, open)
	s.owes("the link goes first", members[0], 1000, 0)
	s.pay("payone", s.due(members[0]), affiliate.PaymentPaid)
	s.change(affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: affiliate.PreferCode})
	s.owes("the code goes first: who had it", members[0], 0, 1000)
	s.owes("the code goes first: who gets it", members[2], 1000, 0)
	for _, c := range s.a.conversions() {
		if c.MemberID != members[2] || c.ClaimedBy != members[0] {
			t.Errorf("%s is of %s and claimed by %s", c.ID, c.MemberID, c.ClaimedBy)
		}
		want := map[string]int64{"pending USD": 1000}
		if c.CJStatus == affiliate.CJLocked {
			want = map[string]int64{"posted USD": 1000}
		}
		got := s.earned(c.ID)
		if len(got) != 1 || got["pending USD"] != want["pending USD"] || got["posted USD"] != want["posted USD"] {
			t.Errorf("%s earned %v, not %v", c.ID, got, want)
		}
	}
	s.now = s.now.AddDate(0, 0, 1)
	s.change(affiliate.NounMember, string(members[2]), map[string]any{"promo_codes": []string{}})
	s.owes("nobody's code from the next day on", members[2], 1000, 0)
	s.change(affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: "both"})
	s.a.exchange()
	if got := s.problems(); !strings.Contains(got, "neither link nor code") {
		t.Errorf("problems: %s", got)
	}
}

// A code alone brings its member a sale of the one offer that they promote.
func TestPromoCodeAlone(t *testing.T) {
	s := newScene(t)
	row := locked(s.row("1", ""))
	row.Coupon = "AUTUMN"
	s.cj(row)
	if c := s.only(); c.MemberID != "" {
		t.Errorf("it is of %s", c.MemberID)
	}
	s.now = s.now.AddDate(0, 0, 9)
	s.change(affiliate.NounMember, string(members[1]), map[string]any{"promo_codes": []string{"AUTUMN"}})
	if c := s.only(); c.MemberID != members[1] || c.OfferID != percentOffer || c.ClaimedBy != "" {
		t.Errorf("it is of %q on %q, claimed by %q", c.MemberID, c.OfferID, c.ClaimedBy)
	}
	s.owes("the first holder of a code always had it", members[1], 1000, 0)
	s.change(affiliate.NounMember, string(members[1]), map[string]any{"promo_codes": []string{}})
	s.change(affiliate.NounMember, string(members[0]), map[string]any{"promo_codes": []string{"AUTUMN"}})
	s.owes("it stays with who had it that day", members[1], 1000, 0)
	s.owes("it does not go to the next holder", members[0], 0, 0)
}

// Clicks are owed when they are counted and paid once their day has been closed
// for 48 hours, by the time of the payment's own entry.
func TestPaidClicks(t *testing.T) {
	s := newScene(t)
	s.fund(10_000)
	count := func(unique int64) {
		body := relayapi.ClicksBody{Links: []relayapi.LinkClicks{{Number: 1, Day: "2026-10-21", Gross: 30, Unique: unique}, {Number: testLink, Day: "2026-10-21", Gross: 8, Unique: 8}, {Number: 4, Day: "2026-10-21", Unique: 5}}}
		s.log.own(relayapi.Entry{Kind: relayapi.KindClicks, Schema: 1, Time: s.now, Body: encode(body)})
	}
	count(4)
	s.owes("nothing is paid for clicks", members[0], 0, 0)
	s.change(affiliate.NounRule, "clickrule", affiliate.Rule{Level: affiliate.LevelOffer, OfferID: percentOffer, Option: affiliate.PayoutClick, FlatMinor: 25, Currency: "USD"})
	s.owes("those that were counted before", members[0], 100, 0)
	count(6)
	s.owes("those that came later", members[0], 250, 0)
	s.owes("a test link's", members[2], 0, 0)
	sales, err := s.a.store.SalesByLink(context.Background(), "2026-10-21", "2026-10-21")
	if err != nil || len(sales) != 1 || sales[0].Member != members[0] || sales[0].Offer != percentOffer || sales[0].Earned != 250 || sales[0].Due != 250 || sales[0].Conversions != 0 {
		t.Errorf("sales tracking has %+v %v", sales, err)
	}
	payment := s.due(members[0])
	closed := time.Date(2026, 10, 23, 22, 0, 0, 0, time.UTC) // two days after the 21st ended in Berlin
	s.now = closed.Add(-time.Millisecond)
	if got := s.pay("early", payment); got.State != affiliate.PaymentRefused || !strings.Contains(got.Reason, "closed for 48 hours") {
		t.Errorf("too early it is %s: %s", got.State, got.Reason)
	}
	s.now = closed
	if got := s.pay("late", payment, affiliate.PaymentPaid); got.State != affiliate.PaymentPaid {
		t.Errorf("it is %s: %s", got.State, got.Reason)
	}
	s.owes("paid", members[0], 0, 0)
	count(-10)
	s.owes("taken back", members[0], 0, 250)
}

// A member's group counts from the day of the change on, the first one always.
func TestGroupsAreDated(t *testing.T) {
	s := newScene(t)
	for group, flat := range map[string]int64{"groupone": 100, "grouptwo": 700} {
		s.change(affiliate.NounRule, "rule"+group, affiliate.Rule{Level: affiliate.LevelGroup, OfferID: percentOffer, Subject: group, Option: affiliate.PayoutFlat, FlatMinor: flat, Currency: "USD"})
	}
	s.cj(locked(s.row("1", s.click(1))))
	s.owes("in no group", members[0], 1000, 0)
	s.now = s.now.AddDate(0, 0, 3)
	s.change(affiliate.NounMember, string(members[0]), map[string]any{"group_id": "groupone"})
	s.owes("the first group counts always", members[0], 100, 0)
	late := locked(s.row("2", s.click(1)))
	s.cj(late)
	s.owes("another sale", members[0], 200, 0)
	s.change(affiliate.NounMember, string(members[0]), map[string]any{"group_id": "grouptwo"})
	s.owes("another group counts from that day on", members[0], 800, 0)
	s.change(affiliate.NounMember, string(members[0]), map[string]any{"group_id": "", "name": "Mia"})
	s.owes("no group from that day on", members[0], 1100, 0)
}

// What a sale leaves of a budget when it turns out to be of another month, or of
// nobody, goes to those who were cut by it; another month's are not touched.
func TestBudgetIsLeftToOthers(t *testing.T) {
	s := newScene(t)
	s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "10", Currency: "USD",
		Caps: []affiliate.Cap{{Period: affiliate.PeriodMonth, Together: true, Minor: 1500}}})
	click := s.click(1)
	s.postback("convaaaaaaaaaaaa", click, order("order1"))
	s.now = s.now.AddDate(0, 0, 1)
	s.cj(locked(s.row("2", s.click(2))))
	s.owes("cut to what is left", members[1], 500, 0)
	row := s.row("1", click)
	row.EventDate = time.Date(2026, 9, 15, 12, 0, 0, 0, time.UTC)
	s.cj(locked(row))
	s.owes("the budget of its own month", members[0], 1000, 0)
	s.owes("the budget of October is there again", members[1], 1000, 0)
	s.cj(locked(s.row("3", s.click(1))))
	s.owes("cut in October alone", members[0], 1500, 0)
	for _, c := range s.a.conversions() {
		if c.ActionID == "action2" {
			s.decide(string(c.ID), affiliate.StatusRejected, "own order")
		}
	}
	s.owes("who was rejected", members[1], 0, 0)
	s.owes("who was cut", members[0], 2000, 0)
}
