package desktop

import (
	"context"
	"strings"
	"testing"
	"time"
)

// The sample programme shows what payout rules can do.
func TestSampleShowsThePayoutRules(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	began := time.Now().Add(-60 * 24 * time.Hour)
	sample := got(a.StartSample(ctx, began))(t)
	must(t, sample.Run(ctx, began.Add(30*24*time.Hour)))
	if proven, now := got(a.Books.Accounts())(t).ProvenAt, got(a.Practice.State())(t).Now; proven != now {
		t.Errorf("the books were proven at %q, and it is %s", proven, now)
	}
	offers := got(a.Offers.List())(t)
	levels := map[string]string{}
	for _, o := range offers {
		for _, row := range got(a.Rules.List(o.ID))(t).Rules {
			if levels[row.Level] += row.Words + strings.Join(row.When, ""); row.State != "in_force" {
				t.Errorf("%+v", row)
			}
		}
	}
	if !strings.Contains(levels["offer"], "conversion of a month") || levels["group"] == "" || !strings.Contains(levels["member"], "At most 40.00 USD in a month") {
		t.Errorf("rules %q", levels)
	}
	claimed, tiered := 0, 0
	for _, row := range got(a.Conversions.List(ConversionFilter{Limit: 1000}))(t).Rows {
		if row.ClaimedBy != "" {
			claimed++
		}
		if strings.Contains(got(a.Conversions.Get(row.ID))(t).Explanation, "7.5 %") {
			tiered++
		}
	}
	if claimed == 0 || tiered == 0 {
		t.Errorf("%d orders are claimed twice, %d reach a tier", claimed, tiered)
	}
	found := bucketsOf(t, a, reconciled(t, a))
	for _, bucket := range []string{"matched", "cj_only", "amount", "duplicate", "shop_only"} {
		if len(found[bucket]) == 0 {
			t.Errorf("the sample has no sale that is %s: %v", bucket, found)
		}
	}
	if files := got(a.Reconciliation.Imports())(t); len(files) != 1 || files[0].LeftOut != 0 || !files[0].Synced {
		t.Errorf("the shop's files are %+v", files)
	}
	s := got(a.session())(t)
	must(t, s.sampleBonus())
	if list := got(a.Books.Adjustments(""))(t); len(list) != 1 || list[0].Kind != "bonus" {
		t.Errorf("adjustments %+v", list)
	}
}
