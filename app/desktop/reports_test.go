package desktop

import (
	"context"
	"testing"

	"linkledger/internal/money"
)

// sameAsFacts checks Sales Tracking against what is added up from the tables of
// facts, link by link.
func sameAsFacts(t *testing.T, a *App, p Period) {
	t.Helper()
	ctx := context.Background()
	s := got(a.session())(t)
	type row struct {
		clicks, unique, conversions                  int
		sale, commission, earned, pending, due, paid string
	}
	type key struct{ currency, member string }
	type sums struct{ sale, commission, earned, pending, due, paid int64 }
	amounts := map[key]sums{}
	report := got(a.Reports.SalesTracking(p))(t)
	clicks := map[string]row{}
	counts := got(s.store.ClicksByLink(ctx, p.From, p.To))(t)
	for _, l := range got(s.store.Links(ctx))(t) {
		if c := counts[l.Number]; !l.Test {
			r := clicks[string(l.MemberID)]
			r.clicks, r.unique = r.clicks+c.Gross-c.Rejected, r.unique+c.Unique
			clicks[string(l.MemberID)] = r
		}
	}
	conversions := map[key]int{}
	for _, v := range got(s.store.SalesByLink(ctx, p.From, p.To))(t) {
		k := key{string(v.Currency), string(v.Member)}
		conversions[k] += v.Conversions
		x := amounts[k]
		amounts[k] = sums{x.sale + v.Sale, x.commission + v.Commission, x.earned + v.Earned, x.pending + v.Pending, x.due + v.Due, x.paid + v.Paid}
	}
	seen := map[key]bool{}
	for _, r := range report.Rows {
		k := key{r.Currency, r.MemberID}
		seen[k] = true
		x, c := amounts[k], clicks[r.MemberID]
		text := func(minor int64) string { return money.New(minor, money.Currency(r.Currency)).Text() }
		want := row{c.clicks, c.unique, conversions[k], text(x.sale), text(x.commission), text(x.earned), text(x.pending), text(x.due), text(x.paid)}
		if got := (row{r.Clicks, r.UniqueClicks, r.Conversions, r.Sales.Text, r.NetworkCommission.Text, r.Earned.Text, r.Pending.Text, r.Due.Text, r.Paid.Text}); got != want {
			t.Errorf("%+v of %s: %+v, and by the facts %+v", p, r.MemberName, got, want)
		}
	}
	for _, m := range got(s.store.Members(ctx))(t) {
		for k, x := range amounts {
			if k.member == string(m.ID) && !m.Test && !seen[k] && (x != sums{} || conversions[k] != 0) {
				t.Errorf("%+v: %s has no row in %s", p, m.Name, k.currency)
			}
		}
	}
	if len(report.Rows) == 0 {
		t.Errorf("%+v: there are no rows", p)
	}
}
