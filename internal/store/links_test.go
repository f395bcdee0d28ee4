package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

// A link's page, path and status are seen at once, fold to the same, and a path
// that the relay refused is not shown, since it may be somebody else's.
func TestLinkEdits(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	link := affiliate.Link{ID: "l", Number: 7, Code: "c7", OfferID: "o", MemberID: "m", Status: affiliate.Active, CreatedAt: "2026-11-22T12:00:00Z"}
	edits := []affiliate.Entry{
		entry(t, "e1", affiliate.NounLink, "l", link),
		entry(t, "e2", affiliate.NounLink, "l", map[string]string{"slug": "ana", "page": "https://shop.example/boots"}),
		entry(t, "e3", affiliate.NounLink, "l", map[string]string{"slug": "anna", "status": affiliate.Archived}),
	}
	want := link
	want.Slug, want.Page, want.Status, want.Aliases = "anna", "https://shop.example/boots", affiliate.Archived, []string{"ana"}
	for _, e := range edits {
		enqueue(t, s, "b-"+e.ID, e)
	}
	check := func(when string) {
		t.Helper()
		got, err := s.Link(ctx, "l")
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", when, err, diff)
		}
		list, err := s.Links(ctx)
		if diff := cmp.Diff([]affiliate.Link{want}, list); err != nil || diff != "" {
			t.Errorf("%s, in the list: %v\n%s", when, err, diff)
		}
	}
	check("waiting")
	if err := fold(t, s, edits...); err != nil {
		t.Fatal(err)
	}
	want.Synced = true
	check("folded")
	enqueue(t, s, "taken", entry(t, "e4", affiliate.NounLink, "l", map[string]string{"slug": "somebodys"}))
	if err := s.Refuse(ctx, "taken", "It is taken."); err != nil {
		t.Fatal(err)
	}
	check("refused")
	if _, err := s.Link(ctx, "other"); err == nil {
		t.Error("a link that is not there was found")
	}
}
