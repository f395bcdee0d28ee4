package ingest_test

import (
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// What a test member sells is a test, whatever brought it, and their clicks earn
// nothing.
func TestWhatATestMemberSellsIsATest(t *testing.T) {
	const probe = affiliate.MemberID("memberprobe")
	for name, brought := range map[string]func(*scene, *affiliate.CommissionRow){
		"a code":                      func(_ *scene, r *affiliate.CommissionRow) { r.Coupon = "PROBE" },
		"a PID":                       func(_ *scene, r *affiliate.CommissionRow) { r.WebsiteID = "555" },
		"a link that was made beside": func(s *scene, r *affiliate.CommissionRow) { r.ShopperID = s.click(9) },
		"a code that goes first": func(s *scene, r *affiliate.CommissionRow) {
			s.change(affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: affiliate.PreferCode})
			r.Coupon, r.ShopperID = "PROBE", s.click(1)
		},
	} {
		s := newScene(t)
		s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutClick, FlatMinor: 10, Currency: "USD"})
		s.change(affiliate.NounMember, string(probe), affiliate.Member{Name: "Probe", Status: affiliate.Active, Test: true, PromoCodes: []string{"PROBE"}, PIDs: []string{"555"}})
		s.change(affiliate.NounLink, "link9", affiliate.Link{Number: 9, Code: "c9", OfferID: percentOffer, MemberID: probe, Status: affiliate.Active})
		row := s.row("1", "")
		brought(s, &row)
		s.cj(locked(row))
		clicks := relayapi.ClicksBody{Links: []relayapi.LinkClicks{{Number: 9, Day: "2026-10-20", Gross: 3, Unique: 3}}}
		s.log.own(relayapi.Entry{Kind: relayapi.KindClicks, Schema: 1, Time: s.now, Body: encode(clicks)})
		s.a.exchange()
		if c := s.of("action1"); c.MemberID != probe || !c.Test {
			t.Errorf("%s: it is %s's, test %t", name, c.MemberID, c.Test)
		}
		if all := s.stated(probe, "", ""); len(all) != 0 {
			t.Errorf("%s: the test member is owed %+v", name, all)
		}
	}
}

// A test member gets no bonus, whatever device gives it: it is in no books, and
// in no figure that reports read.
func TestATestMemberGetsNoBonus(t *testing.T) {
	const probe = affiliate.MemberID("memberprobe")
	s := newScene(t)
	s.change(affiliate.NounMember, string(probe), affiliate.Member{Name: "Probe", Status: affiliate.Active, Test: true})
	s.adjust("thanks", affiliate.AdjustBonus, probe, 500)
	s.adjust("less", affiliate.AdjustCorrection, probe, -300)
	s.stands("left out", probe, 0, 0, 0)
	if got := s.problems(); strings.Count(got, "test member, who is owed nothing") != 2 {
		t.Error(got)
	}
	c, err := s.a.store.Cube(t.Context(), -1<<20, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if first, last, any := c.Span(); any {
		t.Errorf("reports have cells of %s to %s", first, last)
	}
	s.same()
}

// Once a member has sales or amounts, nobody turns them into a test member, or back.
func TestTestFlagStaysWithSales(t *testing.T) {
	for name, c := range map[string]struct {
		test, sold, given bool
		want              bool
		told              int
	}{
		"one who sold":                 {test: false, sold: true, want: false, told: 1},
		"a test member who sold":       {test: true, sold: true, want: true, told: 1},
		"one who got a bonus":          {test: false, given: true, want: false, told: 1},
		"one who sold nothing":         {test: false, want: true},
		"a test member without a sale": {test: true, want: false},
	} {
		s := newScene(t)
		s.change(affiliate.NounMember, string(members[1]), map[string]any{"test": c.test, "promo_codes": []string{"BEN"}})
		if c.sold {
			row := s.row("1", "")
			row.Coupon = "BEN"
			s.cj(row)
		}
		if c.given {
			s.adjust("thanks", affiliate.AdjustBonus, members[1], 100)
		}
		s.change(affiliate.NounMember, string(members[1]), map[string]any{"test": !c.test, "note": "from another device"})
		s.a.exchange()
		list, err := s.a.store.Members(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			if m.ID == members[1] && (m.Test != c.want || m.Note != "from another device") {
				t.Errorf("%s: test %t, note %q", name, m.Test, m.Note)
			}
		}
		if got := s.a.problems(); len(got) != c.told {
			t.Errorf("%s: told %v", name, got)
		}
		s.same()
	}
}
