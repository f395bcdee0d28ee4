package relay

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/useragent"
)

// heldClicks are kept clicks in memory, in the cursor's order.
type heldClicks struct {
	previewed
	clicks []KeptClick
}

func (h heldClicks) ClickRules(string) (affiliate.ClickRules, error) {
	return affiliate.ClickRules{Referrers: []string{"a.example"}}, nil
}

func (heldClicks) ClicksKept(string) (ClicksKept, error) { return ClicksKept{}, nil }

func (h heldClicks) ClicksAfter(_ string, after ClickCursor, _ time.Time, limit int) (page []KeptClick, _ error) {
	for _, c := range h.clicks {
		if cmp.Or(cmp.Compare(c.LinkNumber, after.Link), c.Time.Compare(after.Time), cmp.Compare(c.ClickID, after.ID)) > 0 && len(page) < limit {
			page = append(page, c)
		}
	}
	return page, nil
}

// TestPartsAreJudgedAsOne: parts that each begin without knowing the others
// come to what one run over all comes to.
func TestPartsAreJudgedAsOne(t *testing.T) {
	agents, err := useragent.New("")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		held := heldClicks{}
		for i := range rapid.IntRange(0, 30).Draw(t, "clicks") {
			c := KeptClick{Agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1"}
			c.ClickID, c.LinkNumber = fmt.Sprintf("%03d", i), rapid.Int64Range(1, 3).Draw(t, "link")
			c.Time = noon.Add(-time.Duration(rapid.IntRange(0, 60).Draw(t, "hours"))*time.Hour - time.Duration(rapid.IntRange(0, 3).Draw(t, "moments"))*4*time.Second)
			c.Referrer = rapid.SampledFrom([]string{"", "a.example"}).Draw(t, "referrer")
			c.Visitor = Visitor{byte(rapid.IntRange(1, 2).Draw(t, "visitor"))}
			held.clicks = append(held.clicks, c)
		}
		slices.SortFunc(held.clicks, func(a, b KeptClick) int {
			return cmp.Or(cmp.Compare(a.LinkNumber, b.LinkNumber), a.Time.Compare(b.Time), cmp.Compare(a.ClickID, b.ClickID))
		})
		begin := func(page int) *rejudging {
			r := newRejudging("w", zone, clickRules{agents: agents}, "", noon)
			r.page = page
			return r
		}
		whole, _, err := begin(1000).step(held, false)
		if err != nil {
			t.Fatal(err)
		}
		sum, clicks, at := newCounts(), int64(0), ClickCursor{}
		for going := true; going; {
			r := begin(rapid.IntRange(1, 5).Draw(t, "page"))
			r.at = at
			for last := false; going && !(last && r.whole); last = true {
				var part *counts
				if part, going, err = r.step(held, last); err != nil {
					t.Fatal(err)
				}
				sum.addBody(part.body())
			}
			clicks += r.done.Clicks
			if day, err := time.Parse(dayForm, r.day); err == nil {
				next, err := startOfDay(day.AddDate(0, 0, 1).Format(dayForm), zone)
				if err != nil {
					t.Fatal(err)
				}
				at = ClickCursor{Link: r.link, Time: next}
			}
		}
		if diff := gocmp.Diff(whole.body(), sum.body()); diff != "" || clicks != int64(len(held.clicks)) {
			t.Fatalf("%d of %d clicks: %s", clicks, len(held.clicks), diff)
		}
	})
}
