package ingest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/relayapi"
)

func rowLike(row affiliate.CommissionRow, edit func(*affiliate.CommissionRow)) affiliate.CommissionRow {
	edit(&row)
	return row
}

// A bonus on no click is the programme's own income; one on a click is the
// member's sale, and takes no postback's place.
func TestBonusOfCJ(t *testing.T) {
	for _, kind := range []string{"bonus", "perf_inc"} {
		s := newScene(t)
		s.change(affiliate.NounMember, string(members[1]), map[string]any{"cj_pids": []string{"100"}, "promo_codes": []string{"TWO"}})
		bonus := rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) {
			r.ActionType, r.SaleAmount, r.OrderID, r.WebsiteID, r.Coupon = kind, "", "", "100", "TWO"
		})
		s.cj(bonus)
		c := s.only()
		if c.MemberID != "" || c.Commission.String() != "20.00 USD" || !strings.Contains(c.Blocked(), "bonus from CJ") || s.balance(ledger.Commission) != -2_000 {
			t.Errorf("%s: %+v %q", kind, c, c.Blocked())
		}
		click := s.click(1)
		s.report(click)
		s.cj(rowLike(bonus, func(r *affiliate.CommissionRow) {
			r.CommissionID, r.OriginalActionID, r.ShopperID = "2", "action2", click
		}))
		s.a.exchange()
		if list := s.a.conversions(); len(list) != 3 || s.of("action2").MemberID != members[0] {
			t.Errorf("%s on a click: %+v", kind, list)
		}
	}
}

// What CJ's advertiser declines counts nothing, until it is not declined any more.
func TestDeclinedAction(t *testing.T) {
	s := newScene(t)
	row := rowLike(locked(s.row("1", s.click(1))), func(r *affiliate.CommissionRow) { r.LockingMethod, r.ValidationStatus = "OPEN_ENDED", "PENDING" })
	valid := func(status string) affiliate.Conversion {
		s.cj(rowLike(row, func(r *affiliate.CommissionRow) { r.ValidationStatus = status }))
		return s.only()
	}
	valid("PENDING")
	c := valid("DECLINED")
	if c.Status != affiliate.StatusReversed || !c.Sale.IsZero() || !c.Commission.IsZero() || c.Blocked() != "CJ's advertiser declined it." || s.balance(ledger.CJLocked) != 0 {
		t.Errorf("%+v %q", c, c.Blocked())
	}
	s.stands("declined", members[0], 0, 0, 0)
	s.paid("r1", 100)
	if got := s.received(); got[0] != "r1 settled 0 of 0, short by 0" {
		t.Error(got)
	}
	if c = valid("ACCEPTED"); c.Status != affiliate.StatusApproved || c.Commission.String() != "20.00 USD" || s.balance(ledger.CJLocked) != 2_000 {
		t.Errorf("%+v", c)
	}
	s.stands("accepted", members[0], 1_000, 0, 1_000)
	for _, said := range []string{"yet to accept it", "declined it, so it counts nothing. Here it moved from approved to reversed.", "accepted it. Here it moved from reversed to approved."} {
		if got := s.history(c.ID); !strings.Contains(got, said) {
			t.Errorf("%q is not in %s", said, got)
		}
	}
}

// The history has CJ's moves and ours.
func TestHistoryOfStatuses(t *testing.T) {
	s := newScene(t)
	row := s.row("1", s.click(1))
	s.cj(row, rowLike(row, func(r *affiliate.CommissionRow) {
		r.ActionStatus, r.LockingDate = affiliate.CJExtended, r.LockingDate.AddDate(0, 1, 0)
	}))
	s.cj(locked(row), locked(row), rowLike(row, func(r *affiliate.CommissionRow) { r.ActionStatus = affiliate.CJClosed }))
	got := s.history(s.only().ID)
	for _, said := range []string{"CJ has it as new: order order1", "CJ moved it from new to extended. It locks on 2026-12-20 now.",
		"CJ moved it from extended to locked. Here it moved from pending to approved.", "CJ moved it from locked to closed."} {
		if strings.Count(got, said) != 1 {
			t.Errorf("%q is not once in %s", said, got)
		}
	}
}

// An advertiser's rows bring sales and locks, and no commission: CJ pays that to
// its publishers. They find the postback by the order number.
func TestAdvertiserRows(t *testing.T) {
	brand := func(r *affiliate.CommissionRow) { r.Role, r.ShopperID, r.OrderID = affiliate.CJAdvertiser, "", "o7" }
	for name, c := range map[string]struct {
		facts []func(*scene)
		want  string
	}{
		"the postback's member":            {[]func(*scene){func(s *scene) { s.report(s.click(1), order("o7")) }}, "offerpercentaaaa memberonea 10.00 USD"},
		"though the amounts differ":        {[]func(*scene){func(s *scene) { s.report(s.click(1), order("o7"), selling(9_000)) }}, "offerpercentaaaa memberonea 10.00 USD"},
		"whose PID it is":                  {[]func(*scene){func(s *scene) { s.pids(members[1], "100") }}, "offerpercentaaaa membertwoa 10.00 USD"},
		"whose code it has":                {[]func(*scene){func(s *scene) { s.codes(members[1], "TWO"); s.pids(members[2], "100") }}, "offerpercentaaaa membertwoa 10.00 USD"},
		"the postback goes before the PID": {[]func(*scene){func(s *scene) { s.pids(members[1], "100") }, func(s *scene) { s.report(s.click(1), order("o7")) }}, "offerpercentaaaa memberonea 10.00 USD"},
		"nobody's":                         {nil, "  0.00 USD"},
		"another order is another sale's":  {[]func(*scene){func(s *scene) { s.pids(members[1], "999") }}, "  0.00 USD"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, first := range []bool{false, true} {
				s := newScene(t)
				row := rowLike(locked(s.row("1", "")), func(r *affiliate.CommissionRow) { brand(r); r.WebsiteID, r.Coupon = "100", "TWO" })
				if first {
					s.cj(row)
				}
				for _, f := range c.facts {
					f(s)
				}
				if !first {
					s.cj(row)
				}
				got := s.only()
				if pays := s.pays(got); pays != c.want || got.Commission.Minor != 0 || got.Status != affiliate.StatusApproved || s.balance(ledger.CJLocked) != 0 {
					t.Errorf("row first %v: it pays %q, want %q: %+v", first, pays, c.want, got)
				}
				if !strings.Contains(s.history(got.ID), "CJ pays that commission to the publisher") {
					t.Error(s.history(got.ID))
				}
			}
		})
	}
	t.Run("over a publisher's row", func(t *testing.T) {
		s := newScene(t)
		row := s.row("1", s.click(1))
		s.cj(row, rowLike(locked(row), func(r *affiliate.CommissionRow) { brand(r); r.SaleAmount, r.Commission = "90.00", "1.00" }))
		if c := s.only(); c.MemberID != members[0] || c.CJStatus != affiliate.CJLocked || c.Commission.String() != "20.00 USD" || c.Sale.String() != "100.00 USD" {
			t.Errorf("%+v", c)
		}
	})
}

func (s *scene) pids(member affiliate.MemberID, pids ...string) {
	s.change(affiliate.NounMember, string(member), map[string]any{"cj_pids": append([]string{}, pids...)})
}

// A PID is its member's from a day on; what another took over goes back.
func TestPIDsAreDated(t *testing.T) {
	s := newScene(t)
	sell := func(id string) {
		s.cj(rowLike(s.row(id, "unknown-sid"), func(r *affiliate.CommissionRow) { r.WebsiteID = "100" }))
		s.now = s.now.AddDate(0, 0, 5)
	}
	sell("0") // before it was anybody's: the first one's always
	s.pids(members[1], "100")
	sell("1")
	s.pids(members[2], "100")
	sell("2")
	s.pids(members[2])
	sell("3")
	s.pids(members[1])
	sell("4")
	s.a.exchange()
	got := map[string]affiliate.MemberID{}
	for _, c := range s.a.conversions() {
		got[c.ActionID] = c.MemberID
	}
	want := map[string]affiliate.MemberID{"action0": members[1], "action1": members[1], "action2": members[2], "action3": members[1], "action4": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A sale on a link that nobody knows yet is kept, and its member's once it is.
func TestRowOfAnUnknownClick(t *testing.T) {
	s := newScene(t)
	s.cj(locked(s.row("1", s.click(9))), locked(s.row("2", "somebody else's")))
	s.a.exchange()
	if c := s.of("action1"); c.MemberID != "" || c.Blocked() != "No member's link is known for it." {
		t.Errorf("%+v", c)
	}
	if c := s.of("action2"); !strings.Contains(s.history(c.ID), "Its sub-id is none of this programme's clicks.") {
		t.Error(s.history(c.ID))
	}
	s.change(affiliate.NounLink, "link9", affiliate.Link{Number: 9, OfferID: percentOffer, MemberID: members[1], Code: "c9", Status: affiliate.Active})
	s.a.exchange()
	if got := s.pays(s.of("action1")); got != "offerpercentaaaa membertwoa 10.00 USD" {
		t.Error(got)
	}
}

// Two shops may have one order number: CJ's advertisers tell them apart.
func TestOrderNumbersOfTwoShops(t *testing.T) {
	s := newScene(t)
	of := func(advertiser string) func(*affiliate.CommissionRow) {
		return func(r *affiliate.CommissionRow) { r.AdvertiserID, r.OrderID = advertiser, "order"+r.CommissionID }
	}
	s.cj(rowLike(s.row("1", s.click(1)), of("500")), rowLike(s.row("2", s.click(3)), of("600")))
	s.report(s.click(1), order("o7"))
	s.report(s.click(1), promo("TWO"), order("o8"), func(b *relayapi.ConversionBody) { b.ClickID, b.LinkNumber = "", 0 })
	for id, orderID := range map[string]string{"7": "o7", "8": "o8"} {
		s.cj(rowLike(s.row(id, ""), func(r *affiliate.CommissionRow) { r.AdvertiserID, r.OrderID = "600", orderID }))
	}
	s.a.exchange()
	for _, action := range []string{"action7", "action8"} {
		if c := s.of(action); c.ClickID != "" || c.PromoCode != "" || c.Attributed() {
			t.Errorf("the other shop's order became %+v", c)
		}
	}
	s.cj(rowLike(s.row("9", ""), func(r *affiliate.CommissionRow) { r.AdvertiserID, r.OrderID = "500", "o7" }))
	s.a.exchange()
	if c := s.of("action9"); c.MemberID != members[0] {
		t.Errorf("the shop's own order became %+v", c)
	}
}
