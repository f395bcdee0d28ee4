package payout_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/payout"
)

var ada = affiliate.Member{ID: "ada", Name: "Ada", Payee: "ada@member.example", Status: affiliate.Active, Synced: true}

// due is an unsettled earning of Ada's on a locked, approved conversion.
func due(conversion string, number int, minor int64, edit ...func(*affiliate.Conversion)) affiliate.Due {
	c := affiliate.Conversion{ID: affiliate.ConversionID(conversion), MemberID: "ada", ActionID: "a" + conversion, Status: affiliate.StatusApproved, CJStatus: affiliate.CJLocked, Synced: true}
	for _, f := range edit {
		f(&c)
	}
	return affiliate.Due{Conversion: c, Earning: affiliate.Earning{ID: affiliate.EarningID(fmt.Sprintf("%s.%d", conversion, number)), ConversionID: c.ID,
		MemberID: c.MemberID, Amount: money.New(minor, "USD"), State: affiliate.EarningPosted}}
}

func held(c *affiliate.Conversion)     { c.Status, c.Reason = affiliate.StatusOnHold, "check" }
func reversed(c *affiliate.Conversion) { c.Status = affiliate.StatusReversed }
func rejected(c *affiliate.Conversion) { c.Status, c.Reason = affiliate.StatusRejected, "own order" }
func unsynced(c *affiliate.Conversion) { c.Synced = false }
func open(c *affiliate.Conversion)     { c.CJStatus = affiliate.CJNew }
func alone(c *affiliate.Conversion)    { c.ActionID, c.CJStatus = "", "" }

func TestLines(t *testing.T) {
	type line struct {
		Minor    int64
		Earnings []affiliate.EarningID
		Sales    int
		Blocked  string
	}
	cases := map[string]struct {
		dues   []affiliate.Due
		member func(*affiliate.Member)
		want   []line
	}{
		"nothing":                {},
		"one":                    {dues: []affiliate.Due{due("a", 1, 1000)}, want: []line{{1000, []affiliate.EarningID{"a.1"}, 1, ""}}},
		"a correction":           {dues: []affiliate.Due{due("a", 1, 1000), due("a", 2, -300)}, want: []line{{700, []affiliate.EarningID{"a.1", "a.2"}, 1, ""}}},
		"payee missing":          {dues: []affiliate.Due{due("a", 1, 1000)}, member: func(m *affiliate.Member) { m.Payee = "" }, want: []line{{1000, []affiliate.EarningID{"a.1"}, 1, "The payee's e-mail address is missing. Add it under Members."}}},
		"member not synced":      {dues: []affiliate.Due{due("a", 1, 1000)}, member: func(m *affiliate.Member) { m.Synced = false }, want: []line{{1000, []affiliate.EarningID{"a.1"}, 1, "An edit of this member is not synced yet."}}},
		"on hold":                {dues: []affiliate.Due{due("a", 1, 1000, held)}, want: []line{{0, nil, 0, "On hold: check"}}},
		"on hold beside one":     {dues: []affiliate.Due{due("a", 1, 1000, held), due("b", 1, 500)}, want: []line{{500, []affiliate.EarningID{"b.1"}, 1, ""}}},
		"not locked":             {dues: []affiliate.Due{due("a", 1, 1000, open)}, want: []line{{0, nil, 0, "CJ has not locked it yet."}}},
		"only a postback":        {dues: []affiliate.Due{due("a", 1, 1000, alone)}, want: []line{{0, nil, 0, "Only the postback reports it. It can be paid once CJ's own row is here and locked."}}},
		"decision not synced":    {dues: []affiliate.Due{due("a", 1, 1000, unsynced)}, want: []line{{0, nil, 0, "A decision is not synced yet."}}},
		"reversed pair":          {dues: []affiliate.Due{due("a", 1, 1000, reversed), due("a", 2, -1000, reversed)}},
		"rejected pair, one":     {dues: []affiliate.Due{due("a", 1, 1000, rejected), due("a", 2, -1000, rejected), due("b", 1, 500)}, want: []line{{500, []affiliate.EarningID{"a.1", "a.2", "b.1"}, 2, ""}}},
		"clawback after paid":    {dues: []affiliate.Due{due("a", 2, -400, reversed), due("b", 1, 1000)}, want: []line{{600, []affiliate.EarningID{"a.2", "b.1"}, 2, ""}}},
		"carried forward":        {dues: []affiliate.Due{due("a", 2, -400, reversed), due("b", 1, 100)}, want: []line{{-300, []affiliate.EarningID{"a.2", "b.1"}, 2, "CJ took back 3.00 USD more than is owed. It is carried forward to the next payment."}}},
		"held with a correction": {dues: []affiliate.Due{due("a", 1, 1000, held), due("a", 2, -400, held), due("b", 1, 500)}, want: []line{{500, []affiliate.EarningID{"b.1"}, 1, ""}}},
		"held after it was paid": {dues: []affiliate.Due{due("a", 2, -400, held), due("b", 1, 500)}, want: []line{{100, []affiliate.EarningID{"a.2", "b.1"}, 2, ""}}},
		"nets to nothing beside a held one": {dues: []affiliate.Due{due("a", 1, 400), due("b", 2, -400, reversed), due("c", 1, 9, held)},
			want: []line{{0, []affiliate.EarningID{"a.1", "b.2"}, 2, "What is owed and what CJ took back cancel out."}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			member := ada
			if c.member != nil {
				c.member(&member)
			}
			var got []line
			for _, l := range payout.Lines(c.dues, []affiliate.Member{{ID: "bob", Name: "Bob"}, member}, "USD") {
				got = append(got, line{l.Amount.Minor, l.Earnings, l.Conversions, l.Blocked})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The same dues make the same plan each time, by name.
func TestLinesAreInOrder(t *testing.T) {
	var members []affiliate.Member
	var dues []affiliate.Due
	for i := range 40 {
		id := affiliate.MemberID(fmt.Sprintf("m%02d", (i*17)%40))
		members = append(members, affiliate.Member{ID: id, Name: fmt.Sprint("Name ", i%3), Payee: "a@b.example", Synced: true})
		dues = append(dues, due(fmt.Sprint("c", i), 1, 100, func(c *affiliate.Conversion) { c.MemberID = id }))
	}
	first := payout.Lines(dues, members, "USD")
	for range 5 {
		if diff := cmp.Diff(first, payout.Lines(dues, members, "USD")); diff != "" {
			t.Fatal(diff)
		}
	}
	for i := 1; i < len(first); i++ {
		a, b := first[i-1].Member, first[i].Member
		if a.Name > b.Name || (a.Name == b.Name && a.ID >= b.ID) {
			t.Errorf("%s %s before %s %s", a.Name, a.ID, b.Name, b.ID)
		}
	}
}
