package store_test

import (
	"fmt"
	"testing"
	"time"

	"linkledger/internal/store"
)

// TestLinkSweeps: sweeps are listed newest first with their walks, and the
// oldest are forgotten together with theirs.
func TestLinkSweeps(t *testing.T) {
	ctx := t.Context()
	s := open(t)
	put := func(n int, state string) {
		t.Helper()
		l := store.LinkSweep{ID: fmt.Sprintf("s-%03d", n), State: state, StartedAt: noon.Add(time.Duration(n) * time.Hour), Body: `{}`}
		if err := s.PutLinkSweep(ctx, l); err != nil {
			t.Fatal(err)
		}
		for _, body := range []string{`{"n": 1}`, `{"n": 2}`} { // the second replaces the first
			if err := s.PutLinkWalk(ctx, l.ID, store.LinkWalk{Destination: "d", Agent: "a", Body: body}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for n := range 62 {
		put(n, "done")
	}
	put(62, "running")
	if err := s.SeeLinkSweeps(ctx); err != nil {
		t.Fatal(err)
	}
	list, err := s.LinkSweeps(ctx)
	if err != nil || len(list) != 60 || list[0].ID != "s-062" || list[59].ID != "s-003" {
		t.Fatalf("%d sweeps, %v", len(list), err)
	}
	if list[0].Seen || !list[1].Seen {
		t.Error("a sweep that runs can't have been seen, one that ended was")
	}
	for id, want := range map[string]int{"s-062": 1, "s-001": 0} {
		walks, err := s.LinkWalks(ctx, id)
		if err != nil || len(walks) != want || want == 1 && walks[0].Body != `{"n": 2}` {
			t.Errorf("%s: %+v, %v", id, walks, err)
		}
	}
	if _, err := s.LinkSweep(ctx, "s-001"); err == nil {
		t.Error("a sweep that was forgotten is there")
	}
	if one, err := s.LinkSweep(ctx, "s-062"); err != nil || one.State != "running" || !one.StartedAt.Equal(noon.Add(62*time.Hour)) {
		t.Errorf("%+v, %v", one, err)
	}
}
