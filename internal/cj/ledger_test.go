package cj_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// Every row of a span comes once, however it falls into windows and pages.
func TestPostedReadsEachRowOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		hours := rapid.SliceOfN(rapid.IntRange(0, 24*100), 0, 40).Draw(rt, "hours")
		slices.Sort(hours)
		a := &account{limit: rapid.IntRange(1, 7).Draw(rt, "limit")}
		for i, h := range hours {
			a.rows = append(a.rows, row(i+1, start.Add(time.Duration(h)*time.Hour)))
		}
		from, to := rapid.IntRange(0, 24*50).Draw(rt, "from"), rapid.IntRange(0, 24*100).Draw(rt, "to")
		since, before := start.Add(time.Duration(from)*time.Hour), start.Add(time.Duration(to)*time.Hour)
		var want []cj.Row
		for _, r := range a.rows {
			if !r.PostingDate.Before(since) && r.PostingDate.Before(before) {
				want = append(want, r)
			}
		}
		b := newBench(t, a)
		got, err := collect(b.client, since, before)
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatal(diff)
		}
		for i, q := range a.asks {
			s, _ := time.Parse(time.RFC3339, q.Variables.Since)
			e, _ := time.Parse(time.RFC3339, q.Variables.Before)
			if e.Sub(s) > cj.Window || q.Variables.Accounts[0] != "7000001" {
				rt.Fatalf("asked for %v", q.Variables)
			}
			if q.Variables.Cursor != "" && (a.asks[i-1].Variables.Since != q.Variables.Since || a.asks[i-1].Variables.Before != q.Variables.Before) {
				rt.Fatal("the filters changed between pages")
			}
		}
	})
}

// A pull that is stopped at any page goes on there, from the place as it was
// kept, with another client: each row comes once, and the filters of a cursor
// are those that it came with.
func TestAStoppedPullGoesOn(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := &account{limit: rapid.IntRange(1, 4).Draw(rt, "limit")}
		for i, h := range sorted(rapid.SliceOfN(rapid.IntRange(0, 24*100), 0, 30).Draw(rt, "hours")) {
			a.rows = append(a.rows, row(i+1, start.Add(time.Duration(h)*time.Hour)))
		}
		pages := (*cj.Client).PostedPages
		if rapid.Bool().Draw(rt, "locking") {
			pages = (*cj.Client).LockingPages
		}
		b := newBench(t, a)
		rest := affiliate.CommissionSpan{Since: start, Before: start.AddDate(0, 6, 0)}
		var got []cj.Row
		for !rest.Done() {
			left := rapid.IntRange(1, 5).Draw(rt, "pages")
			asked := rest
			read := 0
			for page, err := range pages(b.another(t), context.Background(), asked) {
				if err != nil {
					rt.Fatal(err)
				}
				got = append(got, page.Rows...)
				read += len(page.Rows)
				if page.Read != read || page.Done > page.Windows || page.Rest.Done() != (page.Done == page.Windows) {
					rt.Fatalf("progress %d rows, %d of %d windows, rest %+v", page.Read, page.Done, page.Windows, page.Rest)
				}
				kept, err := json.Marshal(page.Rest)
				if err != nil {
					rt.Fatal(err)
				}
				rest = affiliate.CommissionSpan{}
				if err := json.Unmarshal(kept, &rest); err != nil {
					rt.Fatal(err)
				}
				if left--; left == 0 {
					break
				}
			}
		}
		if diff := cmp.Diff(a.rows, got, cmpopts.EquateEmpty()); diff != "" {
			rt.Fatal(diff)
		}
		for i, q := range a.asks {
			if q.Variables.Cursor != "" && (a.asks[i-1].Variables.Since != q.Variables.Since || a.asks[i-1].Variables.Before != q.Variables.Before) {
				rt.Fatal("the filters changed behind a cursor")
			}
		}
	})
}

func sorted(hours []int) []int {
	slices.Sort(hours)
	return hours
}

// Windows follow each other without a gap, whatever the calendar does in them.
func TestWindows(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, span := range map[string]affiliate.CommissionSpan{
		"a leap year":     {Since: time.Date(2028, 1, 30, 0, 0, 0, 0, time.UTC), Before: time.Date(2028, 4, 2, 0, 0, 0, 0, time.UTC)},
		"summer time":     {Since: time.Date(2026, 3, 1, 0, 0, 0, 0, berlin), Before: time.Date(2026, 4, 1, 0, 0, 0, 0, berlin)},
		"winter time":     {Since: time.Date(2026, 10, 1, 0, 0, 0, 0, berlin), Before: time.Date(2026, 11, 1, 0, 0, 0, 0, berlin)},
		"exactly one":     {Since: start, Before: start.Add(cj.Window)},
		"one and a blink": {Since: start, Before: start.Add(cj.Window + time.Nanosecond)},
		"a new year":      {Since: time.Date(2026, 12, 31, 23, 59, 59, 999, time.UTC), Before: time.Date(2027, 12, 31, 0, 0, 0, 0, time.UTC)},
	} {
		a := &account{limit: 1}
		b := newBench(t, a)
		pages := 0
		for page, err := range b.client.PostedPages(context.Background(), span) {
			if err != nil {
				t.Fatal(err)
			}
			if pages++; page.Done != pages {
				t.Errorf("%s: page %d says %d of %d", name, pages, page.Done, page.Windows)
			}
		}
		at := span.Since
		for _, q := range a.asks {
			since, err := time.Parse(time.RFC3339Nano, q.Variables.Since)
			if err != nil || !since.Equal(at) {
				t.Errorf("%s: a window starts at %s, want %s", name, q.Variables.Since, at.UTC())
			}
			if at, err = time.Parse(time.RFC3339Nano, q.Variables.Before); err != nil || at.Sub(since) > 31*24*time.Hour {
				t.Errorf("%s: a window of %s", name, at.Sub(since))
			}
		}
		if !at.Equal(span.Before) {
			t.Errorf("%s: read up to %s, want %s", name, at, span.Before.UTC())
		}
	}
}

// Pages that CJ gives twice are asked for again; a circle that stays is an error.
func TestRepeatedPages(t *testing.T) {
	a := &account{limit: 1}
	for i := range 4 {
		a.rows = append(a.rows, row(i+1, start.AddDate(0, 0, i*20)))
	}
	for _, test := range []struct {
		name   string
		repeat map[int]bool // calls, from 1, that get the answer of the call before
		rows   int
		is     error
	}{
		{"none", nil, 4, nil},
		{"a page of the same window", map[int]bool{2: true}, 4, nil},
		{"the last of a window for the next", map[int]bool{3: true}, 4, nil},
		{"twice", map[int]bool{2: true, 3: true}, 4, nil},
		{"always", map[int]bool{2: true, 3: true, 4: true, 5: true, 6: true}, 1, cj.ErrUnexpected},
	} {
		t.Run(test.name, func(t *testing.T) {
			calls := 0
			var last []byte
			b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if calls++; !test.repeat[calls] {
					answer := httptest.NewRecorder()
					a.ServeHTTP(answer, r)
					last = answer.Body.Bytes()
				}
				_, _ = w.Write(last)
			}))
			got, err := collect(b.client, start, start.AddDate(0, 0, 62))
			if !errors.Is(err, test.is) || len(got) != test.rows {
				t.Errorf("%d rows, %v", len(got), err)
			}
		})
	}
}

func TestAdvertisersLedger(t *testing.T) {
	r := row(1, start)
	r.ShopperID, r.PublisherID, r.PublisherName = "", "7000001", "Ambassadors"
	a := &account{limit: 10, rows: []cj.Row{r}}
	b := newBench(t, a, func(c *cj.Config) { c.Role, c.CID = affiliate.CJAdvertiser, "5000001" })
	got, err := collect(b.client, start, start.AddDate(0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	r.Role = affiliate.CJAdvertiser
	if diff := cmp.Diff([]cj.Row{r}, got); diff != "" {
		t.Error(diff)
	}
	if got, err := b.client.ByID(context.Background(), []string{r.CommissionID}); err != nil || len(got.Rows) != 1 || got.Rows[0].Role != affiliate.CJAdvertiser {
		t.Errorf("by id: %+v, %v", got, err)
	}
	for _, q := range a.asks {
		for _, want := range []string{"forAdvertisers: $accounts", "saleAmountPubCurrency: saleAmountAdvCurrency", "pubCommissionAmountUsd: advCommissionAmountUsd",
			"totalCommissionPubCurrency: totalCommissionAdvCurrency", "publisherId"} {
			if !strings.Contains(q.Query, want) {
				t.Errorf("%q is not asked in %s", want, q.Query)
			}
		}
		if strings.Contains(q.Query, "shopperId") || q.Variables.Accounts[0] != "5000001" {
			t.Errorf("asked %+v", q)
		}
	}
}

func TestByID(t *testing.T) {
	a := &account{limit: 2}
	for i := range 5 {
		a.rows = append(a.rows, row(i+1, start))
	}
	b := newBench(t, a)
	got, err := b.client.ByID(context.Background(), []string{"0000000001", "0000000004", "0000000005", "0000000099"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]cj.Row{a.rows[0], a.rows[3], a.rows[4]}, got.Rows); diff != "" {
		t.Error(diff)
	}
	if got, err := b.client.ByID(context.Background(), nil); got.Rows != nil || err != nil || len(a.asks) != 2 {
		t.Errorf("no ids: got %v, %v after %d calls", got, err, len(a.asks))
	}
}

func TestStopsWhenAskedTo(t *testing.T) {
	a := &account{limit: 1, rows: []cj.Row{row(1, start), row(2, start), row(3, start)}}
	b := newBench(t, a)
	for range b.client.Posted(context.Background(), start, start.Add(100*24*time.Hour)) {
		break
	}
	if len(a.asks) != 1 {
		t.Errorf("%d calls after a break at the first row", len(a.asks))
	}
}
