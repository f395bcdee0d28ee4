package ingest_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// TestRulesOfClicksReachTheRelayWithTheirEdit: in the same request, the lists
// that the edit sets and no others; a relay that lost them gets all.
func TestRulesOfClicksReachTheRelayWithTheirEdit(t *testing.T) {
	s := newScene(t)
	var got []relayapi.ClickRules
	entries := 0
	s.log.before = func(p relayapi.Push) error {
		if p.ClickRules != nil {
			got = append(got, *p.ClickRules)
			entries = len(p.Entries)
		}
		return nil
	}
	edit := func(batch string, set map[string]any) {
		s.a.enqueue(batch, affiliate.NounSetting, affiliate.SettingClickRules, set)
		s.a.exchange()
	}
	edit("b1", map[string]any{"agents": []string{"uptime"}, "referrers": []string{"a.example"}})
	edit("b2", map[string]any{"referrers": []string{}})
	want := []relayapi.ClickRules{{Agents: []string{"uptime"}, Referrers: []string{"a.example"}}, {Referrers: []string{}}}
	if diff := cmp.Diff(want, got); diff != "" || entries != 1 {
		t.Fatalf("%d entries beside it, %s", entries, diff)
	}
	rules, err := s.a.store.ClickRules(context.Background())
	if diff := cmp.Diff(affiliate.ClickRules{Agents: []string{"uptime"}, Referrers: []string{}}, rules); diff != "" || err != nil {
		t.Fatal(err, diff)
	}
	s.a.syncer.Public = func(context.Context) ([]relayapi.PublicOffer, []relayapi.PublicLink, error) { return nil, nil, nil }
	s.a.syncer.ClickRules = func(context.Context) (*relayapi.ClickRules, error) { return &want[0], nil }
	if err := s.a.store.Note(context.Background(), "republish", s.log.epoch); err != nil {
		t.Fatal(err)
	}
	got = nil
	s.a.exchange()
	if diff := cmp.Diff(want[:1], got); diff != "" {
		t.Fatal(diff)
	}
}
