package cj_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

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
	if diff := cmp.Diff([]cj.Row{a.rows[0], a.rows[3], a.rows[4]}, got); diff != "" {
		t.Error(diff)
	}
	if got, err := b.client.ByID(context.Background(), nil); got != nil || err != nil || len(a.asks) != 2 {
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
