package payout_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/payout"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

var ada = affiliate.Member{ID: "ada", Name: "Ada", Payee: "ada@member.example", Status: affiliate.Active, Synced: true}

// due is an unsettled earning of Ada's on a locked, approved conversion.
func due(conversion string, number int, minor int64, edit ...func(*affiliate.Conversion)) affiliate.Due {
	c := affiliate.Conversion{ID: affiliate.ConversionID(conversion), MemberID: "ada", ActionID: "a" + conversion, Status: affiliate.StatusApproved, CJStatus: affiliate.CJLocked, Synced: true}
	for _, f := range edit {
		f(&c)
	}
	return affiliate.Due{Conversion: c, Earning: affiliate.Earning{ID: affiliate.EarningID(fmt.Sprintf("%s.%d", conversion, number)), Cause: c.ID.Cause(), ConversionID: c.ID,
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
		"nothing":                  {},
		"one":                      {dues: []affiliate.Due{due("a", 1, 1000)}, want: []line{{1000, []affiliate.EarningID{"a.1"}, 1, ""}}},
		"a correction":             {dues: []affiliate.Due{due("a", 1, 1000), due("a", 2, -300)}, want: []line{{700, []affiliate.EarningID{"a.1", "a.2"}, 1, ""}}},
		"payee missing":            {dues: []affiliate.Due{due("a", 1, 1000)}, member: func(m *affiliate.Member) { m.Payee = "" }, want: []line{{1000, []affiliate.EarningID{"a.1"}, 1, "The payee's e-mail address is missing. Add it under Members."}}},
		"payee that no file takes": {dues: []affiliate.Due{due("a", 1, 1000)}, member: func(m *affiliate.Member) { m.Payee = "+ada@member.example" }, want: []line{{1000, []affiliate.EarningID{"a.1"}, 1, `No payment can go to the payee's address "+ada@member.example". Correct it under Members.`}}},
		"member not synced":        {dues: []affiliate.Due{due("a", 1, 1000)}, member: func(m *affiliate.Member) { m.Synced = false }, want: []line{{1000, []affiliate.EarningID{"a.1"}, 1, "An edit of this member is not synced yet."}}},
		"on hold":                  {dues: []affiliate.Due{due("a", 1, 1000, held)}, want: []line{{0, nil, 0, "On hold: check"}}},
		"on hold beside one":       {dues: []affiliate.Due{due("a", 1, 1000, held), due("b", 1, 500)}, want: []line{{500, []affiliate.EarningID{"b.1"}, 1, ""}}},
		"not locked":               {dues: []affiliate.Due{due("a", 1, 1000, open)}, want: []line{{0, nil, 0, "CJ has not locked it yet."}}},
		"only a postback":          {dues: []affiliate.Due{due("a", 1, 1000, alone)}, want: []line{{0, nil, 0, "Only the postback reports it. It can be paid once CJ's own row is here and locked."}}},
		"decision not synced":      {dues: []affiliate.Due{due("a", 1, 1000, unsynced)}, want: []line{{0, nil, 0, "A decision is not synced yet."}}},
		"reversed pair":            {dues: []affiliate.Due{due("a", 1, 1000, reversed), due("a", 2, -1000, reversed)}},
		"rejected pair, one":       {dues: []affiliate.Due{due("a", 1, 1000, rejected), due("a", 2, -1000, rejected), due("b", 1, 500)}, want: []line{{500, []affiliate.EarningID{"a.1", "a.2", "b.1"}, 2, ""}}},
		"clawback after paid":      {dues: []affiliate.Due{due("a", 2, -400, reversed), due("b", 1, 1000)}, want: []line{{600, []affiliate.EarningID{"a.2", "b.1"}, 2, ""}}},
		"carried forward":          {dues: []affiliate.Due{due("a", 2, -400, reversed), due("b", 1, 100)}, want: []line{{-300, []affiliate.EarningID{"a.2", "b.1"}, 2, "3.00 USD more was taken back than is owed. It is carried forward to the next payment."}}},
		"held with a correction":   {dues: []affiliate.Due{due("a", 1, 1000, held), due("a", 2, -400, held), due("b", 1, 500)}, want: []line{{500, []affiliate.EarningID{"b.1"}, 1, ""}}},
		"held after it was paid":   {dues: []affiliate.Due{due("a", 2, -400, held), due("b", 1, 500)}, want: []line{{100, []affiliate.EarningID{"a.2", "b.1"}, 2, ""}}},
		"nets to nothing beside a held one": {dues: []affiliate.Due{due("a", 1, 400), due("b", 2, -400, reversed), due("c", 1, 9, held)},
			want: []line{{0, []affiliate.EarningID{"a.1", "b.2"}, 2, "What is owed and what was taken back cancel out."}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			member := ada
			if c.member != nil {
				c.member(&member)
			}
			var got []line
			for _, l := range payout.Lines(c.dues, []affiliate.Member{{ID: "bob", Name: "Bob"}, member}, "USD", noon) {
				got = append(got, line{l.Amount.Minor, l.Earnings, l.Conversions, l.Blocked})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A line settles whole conversions up to what the relay takes: what was taken
// back first, then the oldest, then what cancels out. The rest stays due.
func TestLinesAreBounded(t *testing.T) {
	on := func(day string, d affiliate.Due) affiliate.Due { d.Earning.Day = day; return d }
	var dues []affiliate.Due
	for i := range 300 {
		id := fmt.Sprintf("zero%03d", i)
		dues = append(dues, on("2026-01-01", due(id, 1, 50, reversed)), on("2026-01-01", due(id, 2, -50, reversed)))
	}
	for i := range 498 {
		dues = append(dues, on(fmt.Sprintf("2026-02-%02d", 28-i%28), due(fmt.Sprintf("sale%03d", i), 1, 100)))
	}
	dues = append(dues, on("2026-01-02", due("two", 1, 30)), on("2026-01-02", due("two", 2, 4)), on("2026-03-01", due("late", 1, 7)), on("2026-09-09", due("back", 2, -1000, reversed)))
	lines := payout.Lines(dues, []affiliate.Member{ada}, "USD", noon)
	if len(lines) != 1 || lines[0].Blocked != "" {
		t.Fatalf("%+v", lines)
	}
	l := lines[0]
	has := map[affiliate.EarningID]bool{}
	for _, id := range l.Earnings {
		has[id] = true
	}
	// 1 taken back, 2 of the oldest sale, 497 of the 498 others: one of the last day stays.
	if len(l.Earnings) != 500 || l.Conversions != 499 || l.Amount.Minor != 497*100+34-1000 || !has["back.2"] || !has["two.1"] || !has["two.2"] || has["late.1"] || has["zero000.1"] {
		t.Errorf("%d earnings of %d sales: %s", len(l.Earnings), l.Conversions, l.Amount)
	}
	left := map[string]int{}
	for _, d := range dues {
		if !has[d.Earning.ID] && d.Earning.Amount.Minor == 100 {
			left[d.Earning.Day]++
		}
	}
	if diff := cmp.Diff(map[string]int{"2026-02-28": 1}, left); diff != "" {
		t.Errorf("not the oldest: %s", diff)
	}
}

// What a payment paid twice is owed back and is no sale.
func TestLinesNetADoublePayment(t *testing.T) {
	double := affiliate.Due{Earning: affiliate.Earning{ID: "payment-p.1", Cause: "payment:p", MemberID: "ada", Amount: money.New(-400, "USD"), State: affiliate.EarningPosted}}
	lines := payout.Lines([]affiliate.Due{due("a", 1, 1000), double}, []affiliate.Member{ada}, "USD", noon)
	if len(lines) != 1 || lines[0].Amount.Minor != 600 || lines[0].Conversions != 1 || len(lines[0].Earnings) != 2 {
		t.Errorf("%+v", lines)
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
	first := payout.Lines(dues, members, "USD", noon)
	for range 5 {
		if diff := cmp.Diff(first, payout.Lines(dues, members, "USD", noon)); diff != "" {
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
