package ingest_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relayapi"
)

// TestATakenSlugKeepsNoRowFromARestoredRelay: another link got the name since;
// the rest of the rows must come back, and the sync must end.
func TestATakenSlugKeepsNoRowFromARestoredRelay(t *testing.T) {
	log := newLog()
	d := newDevice(t, log, log.id, relayapi.NewKey(), log.keys)
	d.exchange()
	text := func(s string) *string { return &s }
	d.syncer.Public = func(context.Context) ([]relayapi.PublicOffer, []relayapi.PublicLink, error) {
		return nil, []relayapi.PublicLink{
			{Number: 1, Slug: text("anna"), Aliases: []string{"old-anna", "ben"}}, {Number: 2, Slug: text("ben-new"), Aliases: []string{"eve"}},
		}, nil
	}
	if err := d.store.Note(context.Background(), "republish", log.epoch); err != nil {
		t.Fatal(err)
	}
	taken := map[string]bool{"anna": true, "ben": true}
	var got []relayapi.PublicLink
	log.before = func(p relayapi.Push) error {
		for _, l := range p.Links {
			for _, slug := range append([]string{relayapi.Text(l.Slug)}, l.Aliases...) {
				if taken[slug] {
					return relayapi.Problem{Code: relayapi.CodeSlugTaken, Message: "It belongs to another link.", Slug: slug}
				}
			}
		}
		got = append(got, p.Links...)
		return nil
	}
	d.exchange()
	want := []relayapi.PublicLink{{Number: 1, Aliases: []string{"old-anna"}}, {Number: 2, Slug: text("ben-new"), Aliases: []string{"eve"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	got = nil
	if d.exchange(); got != nil {
		t.Errorf("the rows are given again: %v", got)
	}
}
