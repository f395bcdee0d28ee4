package ingest_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

// stated is a member's statement of a period, without what is paid of it.
func (s *scene) stated(member affiliate.MemberID, from, to string) []ledger.Statement {
	s.t.Helper()
	s.a.exchange()
	before, transfers, err := s.a.store.MemberTransfers(context.Background(), member, from, to)
	if err != nil {
		s.t.Fatal(err)
	}
	return ledger.Statements(string(member), before, transfers)
}

// October's statement stands, whatever becomes known of its sales in November.
func TestPastStatementsStand(t *testing.T) {
	s := newScene(t)
	click := s.click(1)
	open, done := s.row("1", click), locked(s.row("2", s.click(1)))
	s.cj(open, done)
	october := s.stated(members[0], "2026-10-01", "2026-10-31")
	if len(october) != 1 || october[0].Closing.Minor != 1_000 || october[0].Pending.Minor != 1_000 {
		t.Fatalf("%+v", october)
	}
	s.now = s.now.AddDate(0, 1, 0) // 20 November
	late := correction(done, "3", "-40.00", "-8.00")
	late.PostingDate = s.now.AddDate(0, 0, -2)
	for _, c := range []struct {
		name    string
		happens func()
	}{
		{"a lock", func() { s.cj(locked(open)) }},
		{"a correction", func() { s.cj(late) }},
		{"a decision", func() { s.decide(string(s.of("action1").ID), affiliate.StatusRejected, "because") }},
		{"a rule of the past", func() { s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "30"}) }},
		{"an adjustment of a sale", func() {
			id := s.of("action2").ID
			s.adjust("a", affiliate.AdjustConversion, members[0], 333, func(a *affiliate.Adjustment) { a.ConversionID = id })
		}},
		{"a bonus dated back", func() {
			s.adjust("b", affiliate.AdjustBonus, members[0], 500, func(a *affiliate.Adjustment) { a.Day = "2026-10-05" })
		}},
		{"a cancelled adjustment", func() { s.cancelAdjustment("b") }},
		{"clicks paid for the past", func() {
			s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutClick, FlatMinor: 10, Currency: "USD"})
		}},
		{"a link of another member", func() {
			s.codes(members[1], "TWO")
			row := done
			row.Coupon = "TWO"
			s.change(affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: affiliate.PreferCode})
			s.cj(row)
		}},
	} {
		c.happens()
		if diff := cmp.Diff(october, s.stated(members[0], "2026-10-01", "2026-10-31")); diff != "" {
			t.Errorf("%s changes October: %s", c.name, diff)
		}
	}
	all := s.stated(members[0], "", "")
	if all[0].Closing.Minor == october[0].Closing.Minor && all[0].Earned.Minor == october[0].Earned.Minor {
		t.Errorf("nothing came of it: %+v", all)
	}
}

// What first tells of a sale counts for its day, however late it comes; CJ's
// correction for the day on which CJ posted it.
func TestEffectiveDays(t *testing.T) {
	s := newScene(t)
	sold := s.now
	s.now = s.now.AddDate(0, 2, 0)
	row := locked(s.row("1", s.click(1)))
	row.EventDate, row.PostingDate = sold, sold.AddDate(0, 0, 1)
	late := locked(correction(row, "2", "-50.00", "-10.00"))
	late.PostingDate = sold.AddDate(0, 1, 0)
	s.cj(row, late)
	c := s.only()
	s.decide(string(c.ID), affiliate.StatusRejected, "because")
	s.a.exchange()
	transfers, err := s.a.store.Transfers(context.Background(), c.ID.Cause())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, x := range transfers {
		got[x.EffectiveOn] = append(got[x.EffectiveOn], x.Amount.String())
	}
	want := map[string][]string{"2026-10-21": {"20.00 USD", "10.00 USD"}, "2026-11-20": {"10.00 USD", "5.00 USD"}, "2026-12-20": {"5.00 USD"}}
	if diff := cmp.Diff(want, got); diff != "" || c.SaleDay != "2026-10-21" {
		t.Error(c.SaleDay, diff)
	}
}

// A sale that was declined when it became known counts from when CJ let it
// stand: October was stated without it.
func TestDeclinedFirst(t *testing.T) {
	s := newScene(t)
	row := rowLike(s.row("1", s.click(1)), func(r *affiliate.CommissionRow) { r.ValidationStatus = affiliate.ValidationDeclined })
	s.cj(row)
	october := s.stated(members[0], "2026-10-01", "2026-10-31")
	s.now = s.now.AddDate(0, 3, 0)
	row.ValidationStatus = affiliate.ValidationAccepted
	s.cj(locked(row))
	if diff := cmp.Diff(october, s.stated(members[0], "2026-10-01", "2026-10-31")); diff != "" {
		t.Error(diff)
	}
	transfers, err := s.a.store.Transfers(context.Background(), s.of("action1").ID.Cause())
	if err != nil || len(transfers) != 2 {
		t.Fatal(transfers, err)
	}
	for _, x := range transfers {
		if x.EffectiveOn != "2027-01-20" {
			t.Errorf("%s counts for %s", x.Amount, x.EffectiveOn)
		}
	}
}
