package cashflow_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
	"linkledger/internal/money"
)

func TestForecast(t *testing.T) {
	past := cashflow.History{Since: "2025-11-23", Sales: 340, Reported: usd(1240000), TakenBack: usd(42000)}
	list := []cashflow.Lock{locks("2026-11-11", true, 4, 8000), locks("2026-12-11", false, 2, 4000)}
	for name, test := range map[string]struct {
		position           cashflow.Position
		history            cashflow.History
		front, short, risk int64
		words              string
		days               []cashflow.Move
	}{
		"nothing": {words: "Nobody is owed anything now."},
		"some is fronted": {position: cashflow.Position{Balance: 1000, Payable: 1200, Early: 400, Covered: 400, Ready: 400}, history: past, front: 1200, short: 600, risk: 14,
			words: "Pay everybody now and you front 12.00 USD; that is what CJ has not paid yet of 16.00 USD. The balance lacks 6.00 USD for it." +
				" CJ's next 80.00 USD are expected between 3 December and 8 December. By what was taken back before, about 0.14 USD of it will not come.",
			days: []cashflow.Move{
				{Day: today, What: "Members can be paid what CJ has paid for, and what is owed for no sale", In: usd(0), Out: usd(400), Balance: usd(600)},
				{Day: "2026-12-03", Until: "2026-12-08", What: "CJ pays what locked by 11 November", In: usd(8000), Out: usd(800), Balance: usd(7800)},
				{Day: "2027-01-05", Until: "2027-01-08", What: "CJ pays what locks by 11 December", In: usd(4000), Out: usd(400), Balance: usd(11400)}}},
		"all is covered": {position: cashflow.Position{Balance: 9000, Payable: 1000, Covered: 1000}, history: past,
			words: "Pay everybody now: 10.00 USD. CJ has paid for all of it, so you front nothing."},
	} {
		test.position.Currency = "USD"
		given := list
		if test.days == nil {
			given = nil
		}
		f := cashflow.NewForecast(test.position, test.history, affiliate.DefaultCJPayments, given, today)
		if f.Front != usd(test.front) || f.Short != usd(test.short) || f.Risk != usd(test.risk) || f.All != usd(test.position.Payable+test.position.Early) {
			t.Errorf("%s: front %s, short %s, risk %s of %s", name, f.Front, f.Short, f.Risk, f.All)
		}
		if got := f.Words(today); got != test.words {
			t.Errorf("%s: %q", name, got)
		}
		if test.days != nil {
			if diff := cmp.Diff(test.days, f.Days); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

func TestPosition(t *testing.T) {
	type dues []cashflow.Due
	for name, test := range map[string]struct {
		members                        dues
		payable, early, covered, ready int64
	}{
		"paid by CJ":                    {dues{{Owed: 1200}}, 1200, 0, 1200, 1200},
		"locked, and CJ has not paid":   {dues{{Owed: 1200, Locked: 1200}}, 1200, 0, 0, 0},
		"not locked":                    {dues{{Early: 700}}, 0, 700, 0, 0},
		"a bonus":                       {dues{{Owed: 500, NoSale: 500}}, 500, 0, 0, 500},
		"on hold":                       {dues{{Owed: 900, Held: 400}}, 500, 0, 500, 500},
		"owes more back than is locked": {dues{{Owed: -300, Locked: 400, Early: 500}}, 0, 200, 0, 0},
		"a correction takes what CJ has not paid":    {dues{{Owed: 0, Locked: 1200, NoSale: -1200}}, 0, 0, 0, 0},
		"what one owes back lowers nobody else's":    {dues{{Owed: 1200}, {Owed: 0, Locked: 1200, NoSale: -1200}}, 1200, 0, 1200, 1200},
		"half of it paid by CJ, half taken back":     {dues{{Owed: 600, Locked: 600}}, 600, 0, 0, 0},
		"a member who owes back is paid nothing now": {dues{{Owed: -500}, {Owed: 100}}, 100, 0, 100, 100},
	} {
		p := cashflow.Position{Currency: "USD"}
		for _, due := range test.members {
			p.Add(due)
		}
		if p.Payable != test.payable || p.Early != test.early || p.Covered != test.covered || p.Ready != test.ready {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestForecastOfWhatNobodyCanDate(t *testing.T) {
	rules := affiliate.DefaultCJPayments
	rules.Minimum = 5000
	f := cashflow.NewForecast(cashflow.Position{Currency: "USD", Balance: 100, Payable: 50}, cashflow.History{}, rules, []cashflow.Lock{locks("2026-10-11", true, 2, 500)}, today)
	want := []cashflow.Move{{What: "Below CJ's minimum of 50.00 USD: it rolls over until more has locked (5.00 USD on 2 sales)", In: usd(0), Out: usd(0), Balance: usd(100)}}
	if diff := cmp.Diff(want, f.Days); diff != "" {
		t.Error(diff)
	}
}

func TestRate(t *testing.T) {
	for name, test := range map[string]struct {
		history cashflow.History
		rate    string
		words   string
	}{
		"enough": {cashflow.History{Since: "2025-11-23", Sales: 20, Reported: usd(30000), TakenBack: usd(1000)}, "3.33",
			"Of 300.00 USD of commissions on 20 sales since 23 November 2025 that have locked, 10.00 USD were taken back before the lock."},
		"none was": {cashflow.History{Sales: 20, Reported: usd(30000), TakenBack: usd(0)}, "0",
			"Of 300.00 USD of commissions on 20 sales since a day that is not known that have locked, 0.00 USD were taken back before the lock."},
		"too few": {cashflow.History{Sales: 19, Reported: usd(30000), TakenBack: usd(1000)}, "",
			"No rate is taken from history before 20 sales have locked; 19 of the last 12 months' have."},
		"no money": {cashflow.History{Sales: 50, Reported: usd(0), TakenBack: usd(0)}, "",
			"No rate is taken from history before 20 sales have locked; 50 of the last 12 months' have."},
	} {
		rate, known := test.history.Rate()
		if known != (test.rate != "") || known && rate.String() != test.rate {
			t.Errorf("%s: rate %s, %v", name, rate, known)
		}
		if got := test.history.Words(today); got != test.words {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestAsCJAddsUp: whatever the sales, CJ's whole and the lines between come to
// the members' sum, in each currency by itself.
func TestAsCJAddsUp(t *testing.T) {
	sums := rapid.Custom(func(t *rapid.T) cashflow.Sums {
		return cashflow.Sums{Sales: rapid.IntRange(0, 9).Draw(t, "sales"), Sale: rapid.Int64Range(-999, 9999).Draw(t, "sale"), Commission: rapid.Int64Range(-99, 999).Draw(t, "commission")}
	})
	flag := rapid.Bool()
	statuses := []affiliate.Status{affiliate.StatusPending, affiliate.StatusApproved, affiliate.StatusOnHold, affiliate.StatusRejected, affiliate.StatusReversed, affiliate.StatusUnresolved}
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) cashflow.Standing {
			return cashflow.Standing{Currency: rapid.SampledFrom([]money.Currency{"USD", "EUR"}).Draw(t, "currency"), Test: flag.Draw(t, "test"), Attributed: flag.Draw(t, "attributed"),
				Bonus: flag.Draw(t, "bonus"), Reported: flag.Draw(t, "reported"), Foreign: flag.Draw(t, "foreign"), Declined: flag.Draw(t, "declined"), Original: flag.Draw(t, "original"),
				Advertiser: flag.Draw(t, "advertiser"), Status: rapid.SampledFrom(statuses).Draw(t, "status"), CJ: sums.Draw(t, "cj"), Ours: sums.Draw(t, "ours")}
		}), 0, 20).Draw(t, "standings")
		for _, side := range cashflow.AsCJ(list) {
			var cj, ours cashflow.Sums
			for _, s := range list {
				if s.Currency == side.Currency {
					cj = cashflow.Sums{Sales: cj.Sales + s.CJ.Sales, Sale: cj.Sale + s.CJ.Sale, Commission: cj.Commission + s.CJ.Commission}
					ours = cashflow.Sums{Sales: ours.Sales + s.Ours.Sales, Sale: ours.Sale + s.Ours.Sale, Commission: ours.Commission + s.Ours.Commission}
				}
			}
			last := len(side.Lines) - 1
			if last < 1 || side.Lines[0].Key != cashflow.LineCJ || side.Lines[last].Key != cashflow.LineMembers || side.Lines[0].Sums != cj || side.Lines[last].Sums != ours {
				t.Fatalf("%+v, want from %+v to %+v", side.Lines, cj, ours)
			}
			explained := true
			for _, line := range side.Lines[1:last] {
				cj = cashflow.Sums{Sales: cj.Sales + line.Sales, Sale: cj.Sale + line.Sale, Commission: cj.Commission + line.Commission}
				explained = explained && line.Key != "other"
			}
			if cj != ours || side.Equal != explained {
				t.Fatalf("CJ's whole and the lines come to %+v, the members to %+v, explained %v: %+v", cj, ours, explained, side)
			}
		}
	})
}

func TestWhyTheSidesDiffer(t *testing.T) {
	member := func(change func(*cashflow.Standing)) cashflow.Standing {
		s := cashflow.Standing{Currency: "USD", Attributed: true, Original: true, Status: affiliate.StatusApproved, CJ: cashflow.Sums{Sales: 1, Sale: 100, Commission: 10}}
		change(&s)
		return s
	}
	for want, s := range map[string]cashflow.Standing{
		"test":       member(func(s *cashflow.Standing) { s.Test = true }),
		"nobody":     member(func(s *cashflow.Standing) { s.Attributed = false }),
		"bonus":      member(func(s *cashflow.Standing) { s.Attributed, s.Bonus = false, true }),
		"held":       member(func(s *cashflow.Standing) { s.Foreign = true }),
		"declined":   member(func(s *cashflow.Standing) { s.Declined, s.Status = true, affiliate.StatusReversed }),
		"rejected":   member(func(s *cashflow.Standing) { s.Status = affiliate.StatusRejected }),
		"unresolved": member(func(s *cashflow.Standing) { s.Status = affiliate.StatusUnresolved }),
		"reversed":   member(func(s *cashflow.Standing) { s.Status, s.CJ = affiliate.StatusReversed, cashflow.Sums{Sales: 1} }),
		"waiting":    member(func(s *cashflow.Standing) { s.Original = false }),
		"advertiser": member(func(s *cashflow.Standing) { s.Advertiser, s.Ours = true, cashflow.Sums{Sales: 1, Sale: 100} }),
		"postback":   member(func(s *cashflow.Standing) { s.Reported, s.Original, s.CJ, s.Ours = true, false, s.Ours, s.CJ }),
		"other":      member(func(s *cashflow.Standing) { s.Ours = cashflow.Sums{Sales: 1, Sale: 99, Commission: 10} }),
		"other ":     member(func(s *cashflow.Standing) { s.Status = affiliate.StatusReversed }), // CJ's rows still come to something
		"":           member(func(s *cashflow.Standing) { s.Ours = s.CJ }),
	} {
		side := cashflow.AsCJ([]cashflow.Standing{s})[0]
		got := ""
		if len(side.Lines) == 3 {
			got = side.Lines[1].Key
		}
		if want = strings.TrimSpace(want); got != want || side.Equal != (want != "other") {
			t.Errorf("%q, want %q: %+v", got, want, side)
		}
	}
}
